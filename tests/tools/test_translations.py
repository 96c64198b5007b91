"""The tool that finds what there is to translate, and what has no translation."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from tools.translations import Text, catalogue, fill, missing_in, wrong_in

from commonground import languages

FOUND = [
    Text(("Add",), None, "src/a.ts"),
    Text(("%1 entry", "%1 entries"), None, "src/a.ts"),
    Text(("Density",), "settings", "schema/panel.json"),
]
GERMAN = {"Add": "Hinzufügen", "%1 entry": ["%1 Eintrag", "%1 Einträge"], "Density": "Dichte"}


def test_what_is_new_is_missing_until_it_is_filled_in() -> None:
    made = catalogue("de_DE", FOUND, Catalog("de_DE"))
    assert missing_in(made) == {"Add": "", "%1 entry": ["", ""], "Density": ""}
    fill(made, {"Add": "Hinzufügen"})
    assert set(missing_in(made)) == {"%1 entry", "Density"}
    fill(made, GERMAN)
    assert missing_in(made) == {}
    assert wrong_in(made) == []


def test_what_is_translated_stays_and_what_is_gone_goes() -> None:
    before = catalogue("de_DE", FOUND, Catalog("de_DE"))
    fill(before, GERMAN)
    after = catalogue("de_DE", [*FOUND[1:], Text(("Share",), None, "src/b.ts")], before)
    assert missing_in(after) == {"Share": ""}
    assert after.get("Add") is None


def test_a_value_that_is_lost_in_a_translation_is_named() -> None:
    made = catalogue("de_DE", [Text(("by %1",), None, "src/a.ts")], Catalog("de_DE"))
    fill(made, {"by %1": "von"})
    assert wrong_in(made) == ["'by %1': its translation has other values"]


def test_a_plural_is_not_filled_with_one_form() -> None:
    made = catalogue("de_DE", FOUND, Catalog("de_DE"))
    with pytest.raises(SystemExit, match="2 forms"):
        fill(made, {"%1 entry": "%1 Eintrag"})


def test_jupyterlabs_own_language_pack_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert languages._pack("xx_XX") is languages
    own = ModuleType("jupyterlab_language_pack_xx_XX")
    monkeypatch.setitem(sys.modules, own.__name__, own)
    assert languages._pack("xx_XX") is own
