"""Passwords that only their place gives away: commands, statements, tags, pairs, other languages.

They are short and look like a word with a number, so that nothing but what stands around tells.
"""

from __future__ import annotations

import string
from random import Random

import pytest

from commonground.gate.gate import Gate, StreamGate

GATE = Gate(b"the team's gate key")
RANDOM = Random(12)
PASSWORDS = (
    "Sommer" + "2024!", "k9" + "#Lm2pQ", "tr4vel" + "-Mug7",
    "".join(RANDOM.choices(string.ascii_letters + string.digits, k=14)) + "7a",
)  # fmt: skip
PLACES = """
docker login -u robot -p {} images.example.org
helm registry login -u bob -p {} images.example.org
mongosh -u root -p {} --authenticationDatabase admin
ldapsearch -D cn=admin -w {} -b dc=example
net use Z: \\\\files\\share {} /user:corp\\bob
psexec \\\\files -u corp\\bob -p {} cmd
smbclient //files/share -U bob%{}
xfreerdp /u:bob /p:{} /v:host
cmdkey /add:files /user:bob /pass:{}
sqlcmd -S db -U sa -P {} -Q 'select 1'
zip -P {} a.zip b
7z x -p{} a.7z
snmpwalk -v3 -u bob -A {} host
keytool -list -keystore k.jks -storepass {}
lftp -u bob,{} sftp://files
psk="{}"
WIFI:T:WPA;S:office;P:{};;
<password>{}</password>
<input type="password" name="pw" value="{}">
auth=('bob', '{}')
BasicAuth('bob','{}')
$cred = New-Object PSCredential('bob', '{}')
ConvertTo-SecureString '{}' -AsPlainText -Force
CREATE USER bob IDENTIFIED BY '{}';
ALTER LOGIN sa WITH PASSWORD = N'{}'
SET PASSWORD FOR 'bob'@'%' = '{}'
enable secret 0 {}
ENV DB_PASS {}
pw: {}
pw for the NAS is {}
The password of the staging database is {}
The new admin password, as discussed, is {}
Password for staging: {}
Das Passwort lautet {}
het wachtwoord is {}
a senha é {}
hasło: {}
heslo je {}
lösenord: {}
пароль: {}
пароль до бази — {}
パスワード: {}
密码：{}
密码是{}
비밀번호: {}
""".strip().split("\n")
LOOKS = """
Login: bob / {}
credentials: bob/{}
Zugangsdaten: bob / {}
user bob pass {}
""".strip().split("\n")
"""Where nothing says that a password follows, so that it must look like one."""
INNOCENT = """
docker run -p 127.0.0.1:8080:80/tcp nginx:1.27 and docker run -p 8080:80 web
ssh -p 2222 deploy@web-1.example.org and scp -P 2222 a2b b3c
mongodump --port 27017 -d shop1 -o out2024
unzip -p archive2024.zip
az login --use-device-code2
python -u train2024.py -x run1
Login: see the page on SSO2 / Okta for details
credentials: stored in vault/kv2/prod
creds: see 1Password/Team-Vault
The password policy asks for 12 characters since v2.3.4
The password of the database is in Vault since 2024-05-01
Passwort lautet wie im Vault-Eintrag DB-2024 beschrieben
Das Kennwort steht in KeePass2 unter Infra
пароль хранится в Vault2024 у команды
パスワードは Vault2024 にあります
<password>${DB_PASSWORD}</password> and <token>$TOKEN1234</token>
CREATE USER bob IDENTIFIED BY :pw1;
client.login('bob', os.environ['PW2'])
session.login("bob@example.org", password_from_vault2())
ENV DB_PASS_FILE /run/secrets/db2024
ARG KEY_ID abc12345
pw = read_password2()
Cookie: theme=dark2024modeforeverandever; lang=de_DE
https://example.org/search?key=name&sort=2024-01-01
https://example.org/issue?key=PROJ-1234&tab=comments
cache key: user_profile_v2_by_region_and_language_2024
Use the token named deploy-staging-2024 in the vault
token claude-sonnet-5-5-20261001 is a model name
the trello key PROJ-1234 and the asana token count 32768tokens
u+1F468 U+1F3FD u+200D emoji
""".strip().split("\n")


def stopped(text: str) -> bool:
    return GATE.check(text).outcome == "quarantine"


@pytest.mark.parametrize("place", PLACES)
def test_a_password_is_known_by_its_place(place: str) -> None:
    for password in PASSWORDS:
        text = place.replace("{}", password)
        shown = GATE.for_prompt(text).text
        assert stopped(text), text
        assert password not in shown
        stream = StreamGate(GATE)
        assert "".join(map(stream.feed, text)) + stream.finish() == shown


@pytest.mark.parametrize("place", LOOKS)
def test_a_password_beside_a_name_is_known_by_its_looks(place: str) -> None:
    assert [p for p in PASSWORDS if not stopped(place.replace("{}", p))] in ([], [PASSWORDS[2]])


@pytest.mark.parametrize("text", INNOCENT)
def test_what_stands_in_such_places_and_is_no_password_passes(text: str) -> None:
    assert not stopped(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://ipinfo.example.org/json?token={hex}",
        "https://api.example.org/weather?q=Bonn&appid={hex}",
        "https://files.example.org/a?X-Amz-Signature={hex}{hex}",
        "Cookie: sessionid={plain}",
        "Set-Cookie: auth_token={plain}; HttpOnly",
        '{{"username":"bob","key":"{hex}"}}',
        "Use the token {plain} there",
        "API key ({plain})",
        "Key = {plain}",
    ],
)
def test_a_key_is_known_by_what_carries_it(text: str) -> None:
    rng, found = Random(text), 0
    for _ in range(10):
        made = text.format(
            hex="".join(rng.choices("0123456789abcdef", k=32)),
            plain="a1" + "".join(rng.choices(string.ascii_lowercase + string.digits, k=32)),
        )
        found += stopped(made)
    assert found >= 8
