"""The gate: what it stops, what it lets through, and that it never says a value."""

from __future__ import annotations

import base64
import bz2
import gzip
import hashlib
import hmac
import io
import lzma
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import example as also
from hypothesis import strategies as st

from commonground.gate.blocks import blocks
from commonground.gate.gate import GATE_ERROR, Gate, StreamGate, own_fingerprints
from commonground.gate.provider_rules import Hit, rules
from tests.data.gate import Example, examples
from tests.data.gate.shapes import SHAPES, WRAPPERS
from tests.effort import examples as effort

KEY = b"the team's gate key"
GATE = Gate(KEY)


def made(shape: str, seed: int = 7) -> str:
    return SHAPES[shape](Random(seed))


PROVIDER_SHAPES = [
    "aws_key", "gcp_key", "azure_secret", "digitalocean", "databricks", "terraform", "vault",
    "github", "github_fine", "gitlab", "npm", "pypi", "docker", "openai", "openai_old",
    "anthropic", "huggingface", "groq", "openrouter", "slack_bot", "slack_hook", "discord_bot",
    "telegram", "sendgrid", "stripe", "stripe_hook", "square_secret", "paypal", "jwt", "rsa",
    "openssh", "pgp", "age",
]  # fmt: skip


LONG_LINE = f"# {made('rsa', 1)}{made('rsa', 2)}password: aGVsbG8gd29ybGQ"
"""Where a long line was cut between the name of a value and the value."""


SEALED_LABEL = "archive that can't be looked into"

# Outcomes


@pytest.mark.parametrize("shape", PROVIDER_SHAPES)
def test_a_providers_secret_is_quarantined_and_its_value_is_in_no_part_of_the_verdict(
    shape: str,
) -> None:
    secret = made(shape)
    verdict = GATE.check(f"The importer uses {secret} since Monday.")
    assert verdict.outcome == "quarantine"
    assert secret not in verdict.text
    assert secret not in repr(verdict)
    assert verdict.text.startswith("The importer uses [redacted: ")


def test_customer_data_is_redacted_and_the_rest_of_the_sentence_stays() -> None:
    verdict = GATE.check(f"Refund to {made('iban_spaced')} today, or write to {made('email')}.")
    assert verdict.outcome == "redact"
    assert (
        verdict.text == "Refund to [redacted: IBAN] today, or write to [redacted: e-mail address]."
    )
    assert [finding.rule for finding in verdict.findings] == ["iban", "email"]
    assert {finding.kind for finding in verdict.findings} == {"personal"}


def test_a_text_without_findings_passes_as_it_is() -> None:
    text = "Decision: secrets live in Vault.\nApps read `os.environ['DB_PASSWORD']` at start."
    verdict = GATE.check(text)
    assert (verdict.outcome, verdict.findings, verdict.text) == ("pass", (), text)


def test_before_a_prompt_everything_is_redacted_and_nothing_is_quarantined() -> None:
    verdict = GATE.for_prompt(f"Why does {made('github')} fail for {made('email')}?")
    assert verdict.outcome == "redact"
    assert verdict.text == "Why does [redacted: GitHub token] fail for [redacted: e-mail address]?"


def test_a_finding_says_where_the_value_stands() -> None:
    secret = made("stripe")
    text = f"First line.\n\nsecond: {secret}, and so on"
    (finding,) = GATE.check(text).findings
    assert text[finding.start : finding.end] == secret
    assert (finding.rule, finding.label) == ("stripe-key", "Stripe key")


def test_overlapping_findings_are_one_redaction() -> None:
    url = f"postgres://app:{made('plain_password')}@db.acme.dev/app"
    assert GATE.check(f"DATABASE_URL={url}").text.count("[redacted") == 1


def test_a_long_line_is_not_cut_between_a_name_and_its_value() -> None:
    prose = "we agreed on this in march and nobody minds " * 40
    for at in range(1400, 1560):
        line = f"{prose[:at]} the password is kX9#mQ2!vT7p and {prose}"
        assert "kX9#" not in GATE.for_prompt(line).text
    assert "aGVsbG8gd29ybGQ" not in GATE.for_prompt(LONG_LINE).text


def test_a_private_key_right_behind_a_word_is_found() -> None:
    key = made("rsa")
    assert GATE.for_prompt(f"key{key}").text == "key[redacted: private key]"


# Fails closed


def test_a_rule_that_fails_lets_nothing_through() -> None:
    def broken(_: str) -> Iterator[Hit]:
        raise RuntimeError("no more memory")
        yield

    gate = Gate(KEY, detectors=[broken])
    verdict = gate.check("a harmless sentence")
    assert verdict.outcome == "quarantine"
    assert [finding.rule for finding in verdict.findings] == [GATE_ERROR]
    assert "harmless" not in verdict.text
    assert "harmless" not in gate.for_prompt("a harmless sentence").text
    stream = StreamGate(gate)
    assert "harmless" not in stream.feed("a harmless sentence\n\nand") + stream.finish()


def test_an_archive_that_cannot_be_read_whole_is_quarantined() -> None:
    torn = base64.b64encode(b"PK\x03\x04" + Random(1).randbytes(80)).decode()
    assert GATE.check(f"see {torn}").findings[0].rule == "sealed-archive"


def test_an_archive_that_unpacks_to_too_much_is_quarantined() -> None:
    bomb = WRAPPERS["gzip64"]("0" * 2_000_000, Random(1))
    assert GATE.check(f"see {bomb}").findings[0].rule == "sealed-archive"


def zipped(*members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, member in enumerate(members):
            archive.writestr(f"m{number}.txt", member)
    return packed.getvalue()


BOMBS = {
    "zip": zipped(bytes(64_000_000)),
    "zip of two": zipped(bytes(600_000), bytes(600_000)),
    "zip of many": zipped(*[bytes(900_000)] * 60),
    "bzip2": bz2.compress(bytes(64_000_000)),
    "xz": lzma.compress(bytes(64_000_000)),
    "gzip": gzip.compress(bytes(64_000_000)),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_no_archive_makes_the_gate_read_on_without_end(kind: str) -> None:
    text = f"see {base64.b64encode(BOMBS[kind]).decode()}"
    GATE.check(text)  # rules are compiled at the first look
    tracemalloc.start()
    try:
        verdict = GATE.check(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert verdict.findings[0].rule == "sealed-archive"
    assert peak < 24_000_000


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, gzip.compress, zipped])
def test_a_secret_in_an_archive_is_found(pack: Callable[[bytes], bytes]) -> None:
    text = base64.b64encode(pack(f"the key is {made('github')} for now".encode())).decode()
    (finding, *_) = GATE.check(f"see {text}").findings
    assert finding.rule != "sealed-archive"


def test_text_that_is_not_even_unicode_fails_no_rule() -> None:
    assert GATE.check("half a surrogate \ud800 and more").outcome == "pass"


# Exceptions and fingerprints


def test_an_approved_fingerprint_passes_and_no_other_value_does() -> None:
    secret, other = made("github", 1), made("github", 2)
    (finding,) = GATE.check(f"revoked: {secret}").findings
    lenient = Gate(KEY, exceptions={finding.fingerprint})
    assert lenient.check(f"It was {secret}, revoked since.").outcome == "pass"
    assert lenient.check(f"It was {secret}, now {other}.").outcome == "quarantine"


def test_a_fingerprint_is_an_hmac_of_the_value_under_the_teams_key() -> None:
    secret = made("npm")
    (finding,) = GATE.check(f"NPM_TOKEN={secret}").findings
    assert finding.fingerprint == hmac.new(KEY, secret.encode(), hashlib.sha256).hexdigest()
    (elsewhere,) = Gate(b"another team's key").check(f"NPM_TOKEN={secret}").findings
    assert elsewhere.fingerprint != finding.fingerprint
    assert secret not in repr(finding)


# The team's own values


OWN = {
    "CRM_PASSWORD": "blauer-elefant-siebzehn",
    "DATABASE_URL": "postgres://app:kornblume99@db/app",
    "SIGNING_SALT": "a b c-phrase with words",
    "HOME": "/home/maria",
    "STAGE": "production",
    "DB_PASSWORD": "changeme",
    "PUBLIC_KEY_PATH": "/etc/keys/public.pem",
}


@pytest.mark.parametrize("text", [
    "the crm opens with blauer-elefant-siebzehn, keep it quiet",
    "login=blauer-elefant-siebzehn&next=/",
    "(kornblume99)",
    "https://app:kornblume99@elsewhere.dev/",
    "psql postgres://app:kornblume99@db/app",
    "salted with a b c-phrase with words.",
    base64.b64encode(b"crm: blauer-elefant-siebzehn").decode(),
    '"blauer-elefant-" + "siebzehn"',
])  # fmt: skip
def test_the_teams_own_values_are_found_by_their_fingerprints_alone(text: str) -> None:
    gate = Gate(KEY, own=own_fingerprints(OWN, KEY))
    verdict = gate.check(text)
    assert verdict.outcome == "quarantine"
    assert any(finding.kind == "secret" for finding in verdict.findings)
    assert "siebzehn" not in verdict.text
    assert "kornblume99" not in verdict.text


def test_places_stages_and_stand_ins_are_no_secret_values() -> None:
    gate = Gate(KEY, own=own_fingerprints(OWN, KEY))
    assert gate.check("changeme in /home/maria and /etc/keys/public.pem: production").findings == ()


def test_own_fingerprints_hold_no_value() -> None:
    marks = own_fingerprints(OWN, KEY)
    assert all(len(mark) == 32 for mark in marks)
    held = b"".join(marks)
    assert not any(value.encode() in held for value in OWN.values())


# Disguises


@pytest.mark.parametrize("wrapper", sorted(set(WRAPPERS) - {"one_line"}))
@pytest.mark.parametrize("shape", ["github", "stripe", "anthropic", "aws_key"])
def test_a_disguised_secret_is_found(wrapper: str, shape: str) -> None:
    secret = made(shape)
    disguised = WRAPPERS[wrapper](secret, Random(3))
    verdict = GATE.check(f"value = {disguised}\n")
    assert verdict.outcome == "quarantine"
    assert disguised not in verdict.text


LOOKALIKES = str.maketrans("AEKMHOPCTXaeopcx", "АЕКМНОРСТХаеорсх")
BLURS: dict[str, Callable[[str], str]] = {
    "three short lines": lambda text: f"{text[:7]}\n{text[7:14]}\n{text[14:]}",
    "a list": lambda text: f"- {text[:9]}\n- {text[9:]}",
    "a numbered list": lambda text: f"1. {text[:9]}\n2. {text[9:]}",
    "Cyrillic letters": lambda text: text.translate(LOOKALIKES),
    "marks on letters": "\u0332".join,
    "variation selectors": "\ufe0f".join,
    "fillers": "\u3164".join,
    "a bare carriage return": lambda text: f"{text[:9]}\r{text[9:]}",
    "a line separator": lambda text: f"{text[:9]}\u2028{text[9:]}",
    "a control character": lambda text: f"{text[:9]}\x00{text[9:]}",
}


@pytest.mark.parametrize("blur", BLURS)
@pytest.mark.parametrize("shape", ["github", "anthropic", "aws_key"])
def test_a_blurred_secret_is_found_whole_and_in_a_stream(blur: str, shape: str) -> None:
    blurred = BLURS[blur](made(shape))
    verdict = GATE.check(f"It is this:\n\n{blurred}\n\nTake care.")
    assert verdict.outcome == "quarantine"
    stream = StreamGate(GATE)
    shown = "".join(map(stream.feed, f"It was this key:\n{blurred}\nand so on.")) + stream.finish()
    assert stream.findings
    assert blurred not in shown


def test_lists_of_words_and_texts_in_other_scripts_pass() -> None:
    words = "\n".join(f"- {word}" for word in ("orders", "payments", "refunds", "invoices2"))
    assert GATE.check(words).outcome == "pass"
    russian = "Расчёт НДС: ставка 19 процентов,\r\nокругление вверх."
    assert GATE.check(russian).outcome == "pass"


def test_a_secret_in_an_encoded_powershell_command_is_found() -> None:
    command = f"$env:GH = '{made('github')}'".encode("utf-16-le")
    assert GATE.check(base64.b64encode(command).decode()).outcome == "quarantine"


def test_an_image_in_a_notebook_passes() -> None:
    assert GATE.check(f'{{"image/png": "{made("png")}"}}').outcome == "pass"


# The labelled sets


@pytest.mark.parametrize("example", examples("develop"), ids=lambda e: f"{e.label}-{e.family}")
def test_the_development_set_is_judged_right(example: Example) -> None:
    found = {finding.kind for finding in GATE.check(example.text).findings}
    assert example.label in found if example.label != "clean" else not found


def test_the_held_out_set_reaches_the_aim() -> None:
    right = {"secret": 0, "personal": 0, "clean": 0}
    seen = dict(right)
    for example in examples("held_out"):
        verdict = GATE.check(example.text)
        found: set[str] = {finding.kind for finding in verdict.findings}
        seen[example.label] += 1
        right[example.label] += example.label in (found or {"clean"})
    assert right["secret"] / seen["secret"] >= 0.95
    assert right["personal"] / seen["personal"] >= 0.95
    assert right["clean"] / seen["clean"] >= 0.99


def test_redaction_takes_the_values_out_of_every_labelled_secret() -> None:
    for example in examples("develop"):
        if example.label == "secret" and example.family not in ("trick", "chat", "cloud"):
            shown = GATE.for_prompt(example.text).text
            assert not [value for value in example.values if value in shown], example.text


def test_every_rule_says_what_it_finds_in_words_and_is_named_once() -> None:
    names = [rule.id for rule in rules()]
    assert len(names) == len(set(names))
    assert all(rule.label and rule.anchors for rule in rules())
    assert all(anchor == anchor.lower() for rule in rules() for anchor in rule.anchors)


# Streams


PROSE = st.sampled_from([
    "The export runs at night. ", "We agreed on this in March.\n", "\n\n", "- a list item\n",
    "password: ", "x = 1\n", "```python\n", "key =\n", "see below:\n\n", "\t", " ", ".", "# ",
    '"a" +\n "b"', "Wait! What? ", "Ünïcödé text, 漢字. ", "-----BEGIN ", "PRIVATE KEY", "-----",
    "4111 1111 ", "aGVsbG8gd29ybGQ", "=" * 10, "internationalisation\nconfiguration\n", "'", "\\\n",
])  # fmt: skip
SECRETS = st.builds(
    lambda shape, seed: made(shape, seed),
    st.sampled_from([*PROVIDER_SHAPES, "card_spaced", "email", "iban_spaced", "phone_world"]),
    st.integers(0, 50),
)
TEXTS = st.lists(st.one_of(PROSE, SECRETS, st.text(max_size=12)), max_size=12).map("".join)


def pieces(text: str, cuts: list[int]) -> list[str]:
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return [text[a:b] for a, b in pairwise(edges)]


def streamed(text: str, cuts: list[int], gate: Gate = GATE) -> str:
    stream = StreamGate(gate)
    return "".join(map(stream.feed, pieces(text, cuts))) + stream.finish()


@given(TEXTS, st.lists(st.integers(0, 10_000), max_size=40))
def test_a_stream_gives_out_exactly_the_redacted_whole_however_it_is_cut(
    text: str, cuts: list[int]
) -> None:
    assert streamed(text, cuts) == GATE.for_prompt(text).text


@given(TEXTS)
def test_one_character_at_a_time_gives_the_redacted_whole_too(text: str) -> None:
    assert streamed(text, list(range(len(text)))) == GATE.for_prompt(text).text


@given(st.lists(PROSE, max_size=6).map("".join), st.sampled_from(PROVIDER_SHAPES),
       st.integers(0, 99), st.lists(PROSE, max_size=6).map("".join),
       st.lists(st.integers(0, 10_000), max_size=60))  # fmt: skip
def test_no_beginning_of_a_secret_leaves_while_the_stream_runs(
    before: str, shape: str, seed: int, after: str, cuts: list[int]
) -> None:
    secret = made(shape, seed)
    text = f"{before} {secret} {after}"
    whole = GATE.for_prompt(text).text
    assert secret not in whole
    assume(secret[:12] not in whole)  # prose may spell that itself, alone or around a redaction
    stream = StreamGate(GATE)
    shown = ""
    for piece in pieces(text, [*cuts, *range(len(before), len(before) + len(secret), 5)]):
        shown += stream.feed(piece)
        assert whole.startswith(shown)
    assert shown + stream.finish() == whole


def test_a_stream_does_not_wait_for_its_end() -> None:
    stream = StreamGate(GATE)
    assert (
        stream.feed("The first sentence is whole. The sec") == "The first sentence is whole. The "
    )
    assert stream.feed("ond goes on") == "second goes "
    assert stream.feed(".\nA line") == "on.\nA "


def test_a_stream_holds_back_from_a_suspicious_thing_until_words_of_prose_follow() -> None:
    stream = StreamGate(GATE)
    assert stream.feed("It is in `settings` ") == "It is in "
    assert stream.feed("and in ") == "`settings` and in "
    assert stream.feed("the docs.\nCall +49 170 ") == "the docs.\nCall "
    assert stream.feed("1234567 now.\nDone ") == "[redacted: telephone number] now.\nDone "
    assert stream.feed("since 2025-11-29 as it ") == "since "
    assert stream.feed("was said ") == "2025-11-29 as it was said "


PARAGRAPH = (
    "the turn keeps one `TurnRunner` per server, and its `ask()` checks the role first; "
    "`get_user_name` and `conversation_of` are called once, the results go to "
    'jupyter-collaboration in one step, and 100% of what is "fail closed" ends in the same '
    "file as on 2025-11-29, see "
    "https://docs.example.org/gate for more, while the users' own `--insert` flag stays as it is, "
)


def test_a_paragraph_without_ends_of_lines_arrives_by_words() -> None:
    """Nothing in it is a sentence's end: it came in pieces of 1,500 characters."""
    text = PARAGRAPH * 8
    stream = StreamGate(GATE)
    shown = [stream.feed(text[at : at + 4]) for at in range(0, len(text), 4)]
    assert max(map(len, shown)) < 120
    assert "".join(shown) + stream.finish() == text


SPOKEN = st.sampled_from([
    "the ", "team ", "keeps ", "its ", "token ", "password ", "pw ", "is ", "was ", "to ", "phone ",
    "call ", "basic ", "bearer ", "aws ", "twilio ", "mysql ", "-u ", "-p", "key: ", "secret = ",
    "card ", "IBAN ", "DE89 ", "4111 ", "1111 ", "+49 ", "(0", ") ", "hunter2!x ", "kX9#mQ2!vT7p ",
    "dXNlcjpwYXNz ", "AP3abcdefg1 ", "don't ", "it's ", "'a' ", "end. Then ", "\n", ", ", "12 ",
    "kornblume99 ", "a b ", "c-phrase ", "with words ", "h:*:d:u:pa55wd ", "configuration ",
])  # fmt: skip
SPEECH = st.lists(st.one_of(SPOKEN, SECRETS), max_size=14).map("".join)
WITH_OWN = Gate(KEY, own=own_fingerprints(OWN, KEY))


@given(st.one_of(SPEECH, TEXTS), st.lists(st.integers(0, 10_000), max_size=20))
def test_what_a_stream_gave_out_stands_whatever_follows(text: str, cuts: list[int]) -> None:
    for gate in (GATE, WITH_OWN):
        assert streamed(text, cuts, gate) == gate.for_prompt(text).text
        assert streamed(text, list(range(len(text))), gate) == gate.for_prompt(text).text


TALK = st.sampled_from([
    "`settings` ", "`conversation_of()` ", '"two words" ', "'a' ", "'b", "2025-11-29 ",
    "v1.2.3-rc4 ", "https://docs.example.org/a ", "https://me:pa55word@host.example/x ",
    "--insert ", "-u admin:pw7x9z ", '"auth": "YWxpY2U6cHc=" ', "mysql -u root -p hunter2x ",
    "100% ", "%41%4b ", "ghp_1aB2cD3eF4gH5 ", "iJ6kL7mN8oP9qR0sT1uV2wX3y ", "`ghp_1aB2cD3eF4gH5` ",
    "`iJ6kL7mN8oP9qR0sT1uV2wX3y` ", "+ ", "| ", "** ", "<b>", "<i class=one two>", "and then ",
    "the result ", "of it all ", "as we said, ", "token ", "the password is ", "pw ", "twilio ",
    "key = ", "10 11 12 ", "x9f2k1m8q7z3 ", "abc_def_ghi ", "jupyter-collaboration ", "users' ",
    "don't ", "host:5432:db:me:pa55wd ", "aVeryLongIdentifierOfCode ", "+91 9854173591 ",
    "(318) 826-9504 ", "number is +49 30 1366832, ", "DE89 3704 0044 0532 0130 00 ",
    "correct horse ", "wonderfully ", "4111 1111 1111 1111 ", "…", "\n", "\\",
])  # fmt: skip


@settings(max_examples=effort(60))
@given(st.lists(st.one_of(TALK, SPOKEN, SECRETS), max_size=16).map("".join))
def test_talk_about_code_is_given_out_as_the_whole_is(text: str) -> None:
    for gate in (GATE, WITH_OWN):
        whole = gate.for_prompt(text).text
        assert streamed(text, list(range(len(text))), gate) == whole


@pytest.mark.parametrize("name", ["develop", "held_out"])
def test_the_labelled_texts_are_given_out_as_they_are_redacted_whole(name: str) -> None:
    """Character by character, as no browser gets them."""
    for example in examples(name):
        whole = GATE.for_prompt(example.text).text
        assert streamed(example.text, list(range(len(example.text)))) == whole


def test_a_stream_remembers_what_it_redacted() -> None:
    stream = StreamGate(GATE)
    for character in f"Use {made('gitlab')} now.":
        stream.feed(character)
    stream.finish()
    assert [finding.rule for finding in stream.findings] == ["gitlab-token"]


@given(TEXTS)
def test_the_blocks_of_a_text_are_the_text(text: str) -> None:
    assert "".join(blocks(text)) == text


@given(st.text())
def test_no_text_makes_a_rule_fail(text: str) -> None:
    assert all(finding.rule != GATE_ERROR for finding in GATE.check(text).findings)


@given(TEXTS)
@also(LONG_LINE)
@also(f"{made('rsa')}password: aGVsbG8gd29ybGQ")
@also(f"PRIVATE KEY{made('rsa')}{made('rsa', 2)}password: aGVsbG8gd29ybGQ")
def test_what_is_redacted_for_a_prompt_has_nothing_left_to_quarantine(text: str) -> None:
    again = GATE.check(GATE.for_prompt(text).text)
    assert again.outcome != "quarantine"


@pytest.mark.parametrize(
    ("times", "label"),
    [(1, "GitHub token"), (3, "GitHub token"), (4, SEALED_LABEL), (6, SEALED_LABEL)],
)
def test_encodings_inside_encodings_are_opened_three_times_and_then_kept_back(
    times: int, label: str
) -> None:
    text = made("github")
    for _ in range(times):
        text = base64.b64encode(f"see {text}".encode()).decode()
    assert {finding.label for finding in GATE.check(f"We use {text} here").findings} == {label}


@pytest.mark.parametrize("piece", ["x", "xyz", "\n", " \t", "ab cd", "x" * 1_000])
def test_a_model_gone_astray_costs_what_it_says_and_no_more(piece: str) -> None:
    """One run without an end used to be looked at as a whole with each of its pieces: a minute for
    20,000 characters, on the loop that serves everybody."""
    text = piece * (30_000 // len(piece))
    stream, began = StreamGate(GATE), time.process_time()
    shown = [stream.feed(piece) for _ in range(len(text) // len(piece))]
    shown.append(stream.finish())
    assert time.process_time() - began < 30
    assert "".join(shown) == GATE.for_prompt(text).text


def test_a_secret_at_the_end_of_a_very_long_run_is_held_back_like_any_other() -> None:
    secret = "ghp_" + hashlib.sha256(b"of the test").hexdigest()[:36]
    text = "=" * 20_000 + f" {secret} and on"
    stream = StreamGate(GATE)
    shown = "".join([*map(stream.feed, text), stream.finish()])
    assert secret not in shown
    assert shown == GATE.for_prompt(text).text
