"""``commonground bench rules``: what another list of rules has that the gate lacks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from commonground.cli.main import main
from commonground.gate.gate import Gate
from commonground.gate.provider_rules import reviewed
from commonground.gate.rule_list import example

LIST = """
[[rules]]
id = "known"
regex = '''\\b(?i:gh)p_[0-9a-zA-Z]{36}\\b'''
[[rules]]
id = "unknown"
regex = '''\\bzyx~[[:alnum:]]{4,6}(?:[\\x60'"\\s;]|\\z)'''
[[rules]]
id = "no regex"
path = "x"
[[rules]]
id = "broken"
regex = '''(abc'''
"""


def test_what_is_missing_is_named_with_the_date_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "list.toml"
    file.write_text(LIST)
    result = CliRunner().invoke(main, ["bench", "rules", str(file), "--json"])
    assert json.loads(result.output) == {
        "reviewed": reviewed().isoformat(),
        "known": ["known"],
        "missing": ["unknown"],
        "unread": ["broken"],
    }
    said = CliRunner().invoke(main, ["bench", "rules", str(file)]).output
    assert f"Our rules were reviewed on {reviewed().isoformat()}." in said
    assert "Known: 1 of 2 rules of this list." in said
    assert "missing: unknown" in said
    assert reviewed() >= date(2026, 11, 28)


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.toml"
    file.write_text("rules")
    result = CliRunner().invoke(main, ["bench", "rules", str(file)])
    assert result.exit_code == 1
    assert "no list of rules" in result.output


def random(alphabet: str, count: int) -> str:
    rng = Random(count)
    return "".join(rng.choice(alphabet) for _ in range(count))


HEX, ALNUM = "0123456789abcdef", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@pytest.mark.parametrize(
    "written",
    [
        "tskey" + f"-auth-k{random(ALNUM, 11)}CNTRL-{random(ALNUM, 32)}",
        "wandb" + f"_v1_{random(ALNUM, 77)}",
        f"wandb login {random(HEX, 40)}",
        "ph" + f"x_{random(ALNUM, 43)}",
        "f" + f"c-{random(HEX, 32)}",
        "shpt" + f"ka_{random(HEX, 32)}",
        "mysql -u root -pSuperSecretWord shop",
        "mysqldump -h db.internal -p'Tr0ub4dor' shop > dump.sql",
        "SECRET_KEY = 'django-insecure-(x%k9!8e^w2$_vq@4z#1=j(0b7m5&c-n6t+a*r3s)d'",
        "DJANGO_SECRET_KEY=" + "q4(z9!w_8e^x2$vk@7h#1=j0b7m5&c-n6t+a*r3sd",
        "vc" + f"p_{random(ALNUM, 56)}",
        "cfu" + f"t_{random(ALNUM, 40)}{random(HEX, 8)}",
        "na" + f"pi_{random(ALNUM.lower()[:26] + '0123456789', 64)}",
        "A" + f"Q.Ab8RN6{random(ALNUM, 44)}",
    ],
)
def test_keys_of_today_are_known(written: str) -> None:
    verdict = Gate(b"key").check(f"Set it up with {written} please")
    assert verdict.outcome == "quarantine"


@pytest.mark.parametrize(
    "text",
    [
        "SECRET_KEY = os.environ['DJANGO_SECRET_KEY_FOR_PRODUCTION']",
        "SECRET_KEY = get_random_secret_key_from_the_vault(length=50)",
        "mysql -u root -p shop and mysqldump --protocol=tcp --port=3306 shop",
        "mysql -u root -p$MYSQL_PASSWORD shop",
        "The wandb run of commit 3f786850e387550fdab836ed7e6dc881de23001b looked fine",
        "see task fc-12 and pat.first.second.third",
    ],
)
def test_what_only_looks_like_them_passes(text: str) -> None:
    assert Gate(b"key").check(text).outcome == "pass"


def test_a_made_up_value_matches_its_rule() -> None:
    import re

    pattern = r"(?:ab|cd)[A-F0-9]{8}(?:-\d{2,4})?[^x\s]\w+"
    for seed in range(20):
        assert re.fullmatch(pattern, example(pattern, Random(seed)))
