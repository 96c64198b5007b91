"""The shapes of keys, tokens, customer data and of the innocents that look like them.

Each shape follows its provider's documentation; the bodies are random. Prefixes are written in
two pieces, so that this file holds nothing that a code host would take for the real thing.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from random import Random
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from urllib.parse import quote

Shape = Callable[[Random], str]
HEX = "0123456789abcdef"
UPPER_HEX = HEX.upper()
ALNUM = ascii_letters + digits
LOWER = ascii_lowercase + digits
UPPER = ascii_uppercase + digits
BASE32 = ascii_uppercase + "234567"
BASE64 = ALNUM + "+/"
URL64 = ALNUM + "-_"


def _body(rng: Random, count: int, alphabet: str = ALNUM) -> str:
    return "".join(rng.choice(alphabet) for _ in range(count))


def _token(prefix: str, count: int, alphabet: str = ALNUM, tail: str = "") -> Shape:
    head = prefix.replace("·", "")
    return lambda rng: head + _body(rng, count, alphabet) + tail


def _b64(rng: Random, count: int) -> str:
    return base64.b64encode(rng.randbytes(count)).decode()


def _url64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _uuid(rng: Random) -> str:
    raw = _body(rng, 32, HEX)
    return f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-a{raw[17:20]}-{raw[20:]}"


def _jwt(rng: Random) -> str:
    head = {"alg": "HS256", "typ": "JWT"}
    claims = {"sub": _body(rng, 10, digits), "iat": 1_700_000_000 + rng.randrange(9**8)}
    parts = [_url64(json.dumps(part).encode()) for part in (head, claims)]
    return ".".join([*parts, _url64(rng.randbytes(32))])


def _pem(kind: str, size: int = 600) -> Shape:
    def shape(rng: Random) -> str:
        body = _b64(rng, size)
        lines = "\n".join(body[at : at + 64] for at in range(0, len(body), 64))
        return f"-----BEGIN {kind}-----\n{lines}\n-----END {kind}-----"

    return shape


def _password(rng: Random) -> str:
    """What a generator of passwords makes: all four classes."""
    parts = [rng.choice(c) for c in (ascii_lowercase, ascii_uppercase, digits, "!#%*^~")]
    parts += [rng.choice(ALNUM) for _ in range(12)]
    rng.shuffle(parts)
    return "".join(parts)


def _human_password(rng: Random) -> str:
    """What people think of: a word, a year or a leet spelling, a sign."""
    word = rng.choice(["Winter", "Falcon", "Dresden", "Pumpkin", "Mango", "Rocket", "Sunflower"])
    return f"{word}{rng.randrange(1970, 2030)}{rng.choice('!#?*')}"


def _plain_password(rng: Random) -> str:
    return _body(rng, 18)


def _slack_bot(rng: Random) -> str:
    return "xo" + f"xb-{_body(rng, 12, digits)}-{_body(rng, 13, digits)}-{_body(rng, 24)}"


def _slack_user(rng: Random) -> str:
    numbers = "-".join(_body(rng, 12, digits) for _ in range(3))
    return "xo" + f"xp-{numbers}-{_body(rng, 32, HEX)}"


def _slack_app(rng: Random) -> str:
    return "xa" + f"pp-1-A{_body(rng, 10, UPPER)}-{_body(rng, 13, digits)}-{_body(rng, 64, HEX)}"


def _slack_hook(rng: Random) -> str:
    path = f"T{_body(rng, 10, UPPER)}/B{_body(rng, 10, UPPER)}/{_body(rng, 24)}"
    return "https://hooks.slack.com/ser" + f"vices/{path}"


def _discord_bot(rng: Random) -> str:
    user = _url64(_body(rng, 18, "123456789").encode())
    return f"{user}.{_body(rng, 6, URL64)}.{_body(rng, 38, URL64)}"


def _discord_hook(rng: Random) -> str:
    return "https://discord.com/api/web" + f"hooks/{_body(rng, 18, '123456789')}/{_body(rng, 68)}"


def _teams_hook(rng: Random) -> str:
    where = f"{_uuid(rng)}@{_uuid(rng)}/IncomingWebhook/{_body(rng, 32, HEX)}/{_uuid(rng)}"
    return f"https://contoso.webhook.office.com/webhookb2/{where}"


def _telegram(rng: Random) -> str:
    return f"{rng.randrange(10**8, 10**10)}:AA{_body(rng, 33, URL64)}"


def _openai_old(rng: Random) -> str:
    return "s" + f"k-{_body(rng, 20)}T3Blbk" + f"FJ{_body(rng, 20)}"


def _openai_project(rng: Random) -> str:
    return "sk-" + f"proj-{_body(rng, 74, URL64)}T3Blbk" + f"FJ{_body(rng, 74, URL64)}"


def _github_fine(rng: Random) -> str:
    return "github" + f"_pat_{_body(rng, 22)}_{_body(rng, 59)}"


def _google_account(rng: Random) -> str:
    key = _pem("PRIVATE" + " KEY")(rng) + "\n"
    return json.dumps({
        "type": "service_account", "project_id": "billing-prod",
        "private_key_id": _body(rng, 40, HEX), "private_key": key,
        "client_email": "etl@billing-prod.iam.gserviceaccount.com",
    })  # fmt: skip


def _azure_storage(rng: Random) -> str:
    return _b64(rng, 64)


def _azure_sas(rng: Random) -> str:
    signature = quote(_b64(rng, 32), safe="")
    return f"sv=2023-11-03&ss=b&srt=co&sp=rl&se=2026-12-31T00:00:00Z&sig={signature}"


def _azure_secret(rng: Random) -> str:
    return f"{_body(rng, 3)}8Q~{_body(rng, 34, ALNUM + '_.~-')}"


def _terraform(rng: Random) -> str:
    return f"{_body(rng, 14)}.atlas" + f"v1.{_body(rng, 67)}"


def _grafana(rng: Random) -> str:
    return "gls" + f"a_{_body(rng, 32)}_{_body(rng, 8, HEX)}"


def _dynatrace(rng: Random) -> str:
    return "dt0" + f"c01.{_body(rng, 24, UPPER)}.{_body(rng, 64, UPPER)}"


def _postman(rng: Random) -> str:
    return "PM" + f"AK-{_body(rng, 24, HEX)}-{_body(rng, 34, HEX)}"


def _mailchimp(rng: Random) -> str:
    return f"{_body(rng, 32, HEX)}-us{rng.randrange(1, 22)}"


def _sendgrid(rng: Random) -> str:
    return "S" + f"G.{_body(rng, 22, URL64)}.{_body(rng, 43, URL64)}"


def _airtable(rng: Random) -> str:
    return f"pat{_body(rng, 14)}.{_body(rng, 64, HEX)}"


def _paypal(rng: Random) -> str:
    return "access_" + f"token$production${_body(rng, 16, LOWER)}${_body(rng, 32, HEX)}"


def _flutterwave(rng: Random) -> str:
    return "FLW" + f"SECK-{_body(rng, 32, HEX)}-X"


def _mapbox(rng: Random) -> str:
    claims = _url64(json.dumps({"u": "maps", "a": _body(rng, 24, LOWER)}).encode())
    return f"sk.{claims}.{_body(rng, 22, URL64)}"


def _docker_auth(rng: Random) -> str:
    return base64.b64encode(f"deploy:{_body(rng, 24)}".encode()).decode()


def _langsmith(rng: Random) -> str:
    return "lsv2" + f"_pt_{_body(rng, 32, HEX)}_{_body(rng, 10, HEX)}"


# Customer data


def _luhn(prefix: str, length: int, rng: Random) -> str:
    payload = prefix + _body(rng, length - len(prefix) - 1, digits)
    total = 0
    for place, digit in enumerate(reversed(payload)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return payload + str(-total % 10)


def _card(rng: Random) -> str:
    return _luhn(rng.choice(["4532", "4716", "5234", "5412", "6011"]), 16, rng)


def _card_spaced(rng: Random) -> str:
    number = _card(rng)
    return " ".join(number[at : at + 4] for at in range(0, 16, 4))


def _card_dashed(rng: Random) -> str:
    return _card_spaced(rng).replace(" ", "-")


def _amex(rng: Random) -> str:
    number = _luhn("37", 15, rng)
    return f"{number[:4]} {number[4:10]} {number[10:]}"


def _iban(rng: Random) -> str:
    land, count = rng.choice([("DE", 18), ("NL", 0), ("FR", 23), ("ES", 20), ("AT", 16)])
    account = _body(rng, count, digits) if count else "INGB" + _body(rng, 10, digits)
    numeric = "".join(str(int(c, 36)) for c in f"{account}{land}00")
    return f"{land}{98 - int(numeric) % 97:02d}{account}"


def _iban_spaced(rng: Random) -> str:
    number = _iban(rng)
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _ssn(rng: Random) -> str:
    return f"{rng.randrange(101, 660)}-{rng.randrange(11, 99)}-{rng.randrange(1000, 9999)}"


FIRST = ["maria", "jonas", "priya", "wei", "fatima", "lukas", "chloe", "diego", "aisha", "tomasz"]
LAST = ["schneider", "okafor", "novak", "tanaka", "garcia", "lindqvist", "moreau", "patel", "rossi"]
MAIL = [
    "gmail.com",
    "web.de",
    "outlook.com",
    "orange.fr",
    "proton.me",
    "yahoo.co.uk",
    "kunde-ag.de",
]


def _email(rng: Random) -> str:
    first, last = rng.choice(FIRST), rng.choice(LAST)
    local = rng.choice([f"{first}.{last}", f"{first}{rng.randrange(60, 99)}", f"{first[0]}{last}"])
    return f"{local}@{rng.choice(MAIL)}"


def _phone_us(rng: Random) -> str:
    return f"({rng.randrange(201, 989)}) {rng.randrange(221, 989)}-{rng.randrange(1000, 9999)}"


def _phone_dashed(rng: Random) -> str:
    return f"{rng.randrange(201, 989)}-{rng.randrange(221, 989)}-{rng.randrange(1000, 9999)}"


def _phone_world(rng: Random) -> str:
    return rng.choice([
        f"+49 30 {rng.randrange(10**6, 10**7)}",
        f"+44 20 7{_body(rng, 3, digits)} {_body(rng, 4, digits)}",
        f"+1 415 {rng.randrange(221, 989)} {_body(rng, 4, digits)}",
        f"+33 6 {' '.join(_body(rng, 2, digits) for _ in range(4))}",
        f"+91 98{_body(rng, 8, digits)}",
    ])  # fmt: skip


def _phone_home(rng: Random) -> str:
    return f"0{rng.choice(['171', '30', '89', '151', '40'])} {rng.randrange(10**6, 10**8)}"


# Innocents


def _sri(rng: Random) -> str:
    return "sha512-" + _b64(rng, 64)


def _png(rng: Random) -> str:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0\x08\x06"
    return base64.b64encode(head + rng.randbytes(900)).decode()


def _ssh_public(rng: Random) -> str:
    return "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + _body(rng, 43, BASE64)


def _not_luhn(rng: Random) -> str:
    number = _luhn("48", 16, rng)
    return number[:-1] + str((int(number[-1]) + 3) % 10)


def _aws_example(_: Random) -> str:
    return "AKIA" + "IOSFODNN7" + "EXAMPLE"


def _aws_example_secret(_: Random) -> str:
    return "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCY" + "EXAMPLEKEY"


SHAPES: dict[str, Shape] = {
    # clouds and their tools
    "aws_key": _token("AK·IA", 16, BASE32),
    "aws_session_key": _token("AS·IA", 16, BASE32),
    "aws_secret": _token("", 40, BASE64),
    "gcp_key": _token("AI·za", 35, URL64),
    "google_oauth": _token("GOC·SPX-", 28, URL64),
    "google_access": _token("ya29·.a0A", 120, URL64),
    "google_account": _google_account,
    "azure_storage": _azure_storage,
    "azure_sas": _azure_sas,
    "azure_secret": _azure_secret,
    "digitalocean": _token("dop·_v1_", 64, HEX),
    "alibaba": _token("LTA·I5t", 20),
    "tencent": _token("AKI·D", 32),
    "fly": _token("fo1·_", 43, URL64),
    "netlify": _token("nfp·_", 36),
    "supabase": _token("sbp·_", 40, HEX),
    "planetscale": _token("pscale·_tkn_", 43, URL64),
    "databricks": _token("dap·i", 32, HEX),
    "terraform": _terraform,
    "vault": _token("hv·s.", 90, URL64),
    "pulumi": _token("pu·l-", 40, HEX),
    "doppler": _token("dp·.pt.", 43),
    "newrelic": _token("NR·AK-", 27, UPPER),
    "grafana": _grafana,
    "sentry": _token("sntry·u_", 64, HEX),
    "dynatrace": _dynatrace,
    "heroku": _token("HRKU·-AA", 58, URL64),
    "hex32": _token("", 32, HEX),
    "hex40": _token("", 40, HEX),
    "hex64": _token("", 64, HEX),
    "alnum40": _token("", 40),
    "alnum64": _token("", 64),
    "b64key": lambda rng: _b64(rng, 32),
    # version control and registries
    "github": _token("gh·p_", 36),
    "github_app": _token("gh·s_", 36),
    "github_oauth": _token("gh·o_", 36),
    "github_fine": _github_fine,
    "gitlab": _token("glp·at-", 20, URL64),
    "gitlab_runner": _token("glr·t-", 20, URL64),
    "gitlab_deploy": _token("gld·t-", 20, URL64),
    "bitbucket": _token("ATB·B", 32),
    "atlassian": _token("ATAT·T3xFfGF0", 180, URL64, "=" + "4F2A91C7"),
    "npm": _token("np·m_", 36),
    "pypi": _token("pypi-AgEI·cHlwaS5vcmc", 150, URL64),
    "rubygems": _token("rubygems·_", 48, HEX),
    "docker": _token("dckr·_pat_", 27, URL64),
    "docker_auth": _docker_auth,
    "crates": _token("ci·o", 32),
    "nuget": _token("oy·2", 43, LOWER),
    "artifactory": _token("AK·Cp", 69),
    "sonar": _token("sq·u_", 40, HEX),
    "buildkite": _token("bk·ua_", 40, HEX),
    "postman": _postman,
    # models
    "openai_old": _openai_old,
    "openai": _openai_project,
    "anthropic": _token("sk-ant·-api03-", 93, URL64, "AA"),
    "huggingface": _token("h·f_", 34, ascii_letters),
    "replicate": _token("r·8_", 37),
    "groq": _token("gs·k_", 52),
    "xai": _token("xa·i-", 80),
    "perplexity": _token("ppl·x-", 48),
    "openrouter": _token("sk-or·-v1-", 64, HEX),
    "nvidia": _token("nva·pi-", 64, URL64),
    "deepseek": _token("s·k-", 32, HEX),
    "langsmith": _langsmith,
    "pinecone": _token("pc·sk_", 70, ALNUM + "_"),
    # chat, mail and tools of teams
    "slack_bot": _slack_bot,
    "slack_user": _slack_user,
    "slack_app": _slack_app,
    "slack_hook": _slack_hook,
    "discord_bot": _discord_bot,
    "discord_hook": _discord_hook,
    "teams_hook": _teams_hook,
    "telegram": _telegram,
    "twilio_key": _token("S·K", 32, HEX),
    "twilio_account": _token("A·C", 32, HEX),
    "sendgrid": _sendgrid,
    "mailgun": _token("ke·y-", 32, HEX),
    "mailchimp": _mailchimp,
    "resend": _token("r·e_", 32),
    "linear": _token("lin·_api_", 40),
    "notion": _token("nt·n_", 46),
    "figma": _token("fig·d_", 40, URL64),
    "airtable": _airtable,
    "shopify": _token("shp·at_", 32, HEX),
    "hubspot": lambda rng: "pat-" + "na1-" + _uuid(rng),
    "mapbox": _mapbox,
    "facebook": _token("EAA·", 150),
    # payment
    "stripe": _token("sk_li·ve_", 24),
    "stripe_long": _token("sk_li·ve_51", 97),
    "stripe_restricted": _token("rk_li·ve_", 24),
    "stripe_test": _token("sk_te·st_", 24),
    "stripe_hook": _token("whs·ec_", 32),
    "square": _token("EAA·A", 60, URL64),
    "square_secret": _token("sq0·csp-", 43, URL64),
    "paypal": _paypal,
    "razorpay": _token("rzp·_live_", 14),
    "flutterwave": _flutterwave,
    "plaid": lambda rng: "access-" + "production-" + _uuid(rng),
    # everything else that opens a door
    "jwt": _jwt,
    "rsa": _pem("RSA " + "PRIVATE KEY"),
    "pkcs8": _pem("PRIVATE" + " KEY"),
    "ec": _pem("EC " + "PRIVATE KEY", 120),
    "openssh": _pem("OPENSSH " + "PRIVATE KEY", 380),
    "pgp": _pem("PGP PRIVATE" + " KEY BLOCK"),
    "age": _token("AGE-SECRET·-KEY-1", 58, UPPER),
    "wireguard": lambda rng: _b64(rng, 32),
    "password": _password,
    "human_password": _human_password,
    "plain_password": _plain_password,
    # customer data
    "card": _card,
    "card_spaced": _card_spaced,
    "card_dashed": _card_dashed,
    "amex": _amex,
    "iban": _iban,
    "iban_spaced": _iban_spaced,
    "ssn": _ssn,
    "email": _email,
    "phone_us": _phone_us,
    "phone_dashed": _phone_dashed,
    "phone_world": _phone_world,
    "phone_home": _phone_home,
    # innocents
    "sha1": _token("", 40, HEX),
    "short_sha": _token("", 7, HEX),
    "md5": _token("", 32, HEX),
    "sha256": _token("", 64, HEX),
    "upper_sha256": _token("", 64, UPPER_HEX),
    "uuid": _uuid,
    "sri": _sri,
    "b64sha256": lambda rng: _b64(rng, 32),
    "png": _png,
    "ssh_public": _ssh_public,
    "certificate": _pem("CERTIFICATE"),
    "public_key": _pem("PUBLIC KEY", 270),
    "ulid": _token("01J", 23, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
    "nanoid": _token("", 21, URL64),
    "not_luhn": _not_luhn,
    "stripe_public": _token("pk_li·ve_", 24),
    "stripe_customer": _token("cus_", 14),
    "stripe_intent": _token("pi_3", 23),
    "aws_example": _aws_example,
    "aws_example_secret": _aws_example_secret,
    "github_stand_in": lambda _: "gh" + "p_" + "x" * 36,
    "stripe_stand_in": lambda _: "sk_li" + "ve_" + "X" * 24,
    "slack_hook_stand_in": lambda _: (
        "https://hooks.slack.com/ser" + f"vices/T00000000/B00000000/{'X' * 24}"
    ),
    "digits18": _token("17", 16, digits),
    "trace": _token("", 32, HEX),
}


def _gzip64(text: str, _: Random) -> str:
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _zip64(text: str, _: Random) -> str:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("notes.txt"), f"token for the batch job: {text}\n")
    return base64.b64encode(buffer.getvalue()).decode()


def _cut(text: str, rng: Random) -> int:
    return rng.randrange(len(text) // 3, 2 * len(text) // 3)


def _split(text: str, rng: Random) -> str:
    at = _cut(text, rng)
    return f"{text[:at]}\n{text[at:]}"


def _concat(text: str, rng: Random) -> str:
    at = _cut(text, rng)
    return f'"{text[:at]}" + "{text[at:]}"'


def _adjacent(text: str, rng: Random) -> str:
    at = _cut(text, rng)
    return f'"{text[:at]}"\n    "{text[at:]}"'


def _zero_width(text: str, rng: Random) -> str:
    at = _cut(text, rng)
    return f"{text[:at]}\u200b{text[at:]}"


WRAPPERS: dict[str, Callable[[str, Random], str]] = {
    "b64": lambda text, _: base64.b64encode(text.encode()).decode(),
    "b64twice": lambda text, _: base64.b64encode(base64.b64encode(text.encode())).decode(),
    "mime64": lambda text, _: base64.encodebytes(text.encode()).decode().rstrip(),
    "hex": lambda text, _: text.encode().hex(),
    "url": lambda text, _: "".join(f"%{byte:02X}" for byte in text.encode()),
    "gzip64": _gzip64,
    "zip64": _zip64,
    "split": _split,
    "concat": _concat,
    "adjacent": _adjacent,
    "one_line": lambda text, _: text.replace("\n", "\\n"),
    "zero_width": _zero_width,
}
