"""The translations of the side panel: what there is to translate, what is missing, and the files.

``--check`` fails where a text has no translation, or a file is stale. Without it, the catalogues
(``.po``) are brought up to the source, with an empty line for what is new, and the files that
JupyterLab reads (``.json``) are made from them.

    python tools/translations.py --missing > missing.json   # {"English": ""}, to be filled in
    python tools/translations.py --fill missing.json

A text with a plural has a list of two. Whoever translates writes to the reader as JupyterLab's
own language pack mostly does (in German: du), and leaves `%1`, `%%` and names as they are.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jupyterlab_server.translation_utils import _prepare_schema_patterns

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "jupyter_ext" / "frontend"
LOCALE = ROOT / "jupyter_ext" / "commonground" / "locale"
DOMAIN = "jupyter_commonground"
LANGUAGES = ("de_DE",)
SLOT = re.compile(r"%\d")


@dataclass(frozen=True)
class Text:
    """What people read: one or two forms, with the context that tells equal ones apart."""

    forms: tuple[str, ...]
    context: str | None
    path: str

    @property
    def key(self) -> tuple[str, str | None]:
        """What it is looked up by."""
        return self.forms[0], self.context


def texts() -> list[Text]:
    """Every text, in the order of its files. Raises SystemExit where one can't be translated."""
    read = ["node", "scripts/strings.mjs"]
    found = subprocess.run(read, cwd=FRONTEND, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        sys.exit(found.stderr.strip())
    ours = [Text(tuple(one["texts"]), None, one["path"]) for one in json.loads(found.stdout)]
    schemas = sorted((FRONTEND / "schema").glob("*.json"))
    return [*ours, *(text for schema in schemas for text in _of_schema(schema))]


def _of_schema(path: Path) -> Iterator[Text]:
    """What JupyterLab translates in a schema, by its own rules."""
    schema = json.loads(path.read_text())
    patterns = _prepare_schema_patterns(schema)
    for place, value in _strings(schema):
        context = next((c for p, c in patterns.items() if p.fullmatch(place)), None)
        if context is not None:
            yield Text((value,), context, str(path.relative_to(FRONTEND)))


def _strings(node: Any, place: str = "") -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        here = f"{place}/{key}"
        if isinstance(value, str):
            yield here, value
        elif isinstance(value, dict):
            yield from _strings(value, here)
        elif isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, dict):
                    yield from _strings(each, f"{here}[{index}]")


# Catalogues


class Plain(Catalog):
    """A catalogue whose head says no dates and no versions: the same texts, the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What readers need."""
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", f"{self.plural_forms}"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def catalogue(language: str, found: Iterable[Text], known: Catalog) -> Catalog:
    """The texts with the translations that are known."""
    made = Plain(language, domain=DOMAIN, charset="utf-8", fuzzy=False)
    made.header_comment = f"# Common Ground in {language}. Made by tools/translations.py."
    for text in found:
        forms: Any = text.forms if len(text.forms) > 1 else text.forms[0]
        held = known.get(text.key[0], text.context)
        string = (
            held.string if held is not None and held.pluralizable == (len(text.forms) > 1) else None
        )
        made.add(forms, string, locations=[(text.path, 0)], context=text.context)
    return made


def known_in(language: str) -> Catalog:
    """The catalogue as it is."""
    path = _file(language, "po")
    if not path.exists():
        return Catalog(language)
    with path.open("rb") as source:
        return read_po(source, language, DOMAIN)


def missing_in(made: Catalog) -> dict[str, Any]:
    """What has no translation: an empty text, or two, for each."""
    return {
        str(_first(message)): ["", ""] if message.pluralizable else ""
        for message in _messages(made)
        if not all(_forms(message.string))
    }


def wrong_in(made: Catalog) -> list[str]:
    """Translations that say another number of values than their text."""
    return [
        f"{_first(message)!r}: its translation has other values"
        for message in _messages(made)
        for string in _forms(message.string)[-1:]
        if string and set(SLOT.findall(string)) != set(SLOT.findall(_forms(message.id)[-1]))
    ]


def fill(made: Catalog, given: Mapping[str, Any]) -> None:
    """Put translations to their texts, whatever their context."""
    for message in _messages(made):
        string = given.get(_first(message))
        if not string or all(_forms(message.string)):
            continue
        if len(_forms(string)) != len(_forms(message.id)):
            sys.exit(f"{_first(message)!r} has {len(_forms(message.id))} forms.")
        message.string = tuple(string) if message.pluralizable else string


def _messages(made: Catalog) -> Iterator[Message]:
    return (message for message in made if message.id)


def _first(message: Message) -> str:
    return _forms(message.id)[0]


def _forms(text: Any) -> tuple[str, ...]:
    return (text or "",) if not isinstance(text, (list, tuple)) else tuple(text)


# Files


def files_of(language: str, made: Catalog) -> dict[Path, bytes]:
    """The catalogue, and what is made from it."""
    po = io.BytesIO()
    write_po(po, made, width=100, sort_output=False, omit_header=False)
    head = {
        "domain": DOMAIN,
        "language": language.replace("_", "-"),
        "plural_forms": made.plural_forms,
        "version": "",
    }
    entries = {
        "\x04".join(filter(None, (message.context, _first(message)))): list(_forms(message.string))
        for message in _messages(made)
        if all(_forms(message.string))
    }
    text = json.dumps({"": head, **entries}, ensure_ascii=False, indent=1) + "\n"
    return {
        _file(language, "po"): po.getvalue(),
        _file(language, "json"): text.encode(),
    }


def _file(language: str, kind: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.{kind}"


def main() -> int:
    """Exit 1 where something is missing (and, with ``--check``, stale)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing, and say what is wrong"
    )
    parser.add_argument("--missing", action="store_true", help="print what is missing, as JSON")
    parser.add_argument("--fill", type=Path, metavar="FILE", help="take translations from JSON")
    given = parser.parse_args()
    found, wrong = texts(), []
    for language in LANGUAGES:
        made = catalogue(language, found, known_in(language))
        if given.fill is not None:
            fill(made, json.loads(given.fill.read_text()))
        missing = missing_in(made)
        if given.missing:
            print(json.dumps(missing, ensure_ascii=False, indent=1))
            continue
        wrong += [f"{language} lacks: {text}" for text in missing] + wrong_in(made)
        for path, content in files_of(language, made).items():
            if given.check and not (path.exists() and path.read_bytes() == content):
                wrong.append(f"stale: {path.relative_to(ROOT)}. Run python tools/translations.py")
            elif not given.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
