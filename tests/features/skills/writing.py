"""Skills on a disk, for tests."""

from __future__ import annotations

from pathlib import Path

DESCRIPTION = "Counts beans. Use it when beans are counted."
USUAL = "---\nname: {name}\ndescription: {description}\n{more}---\n\n{body}\n"


def skill_text(name: str = "count-beans", more: str = "", body: str = "Count every bean.") -> str:
    return USUAL.format(name=name, description=DESCRIPTION, more=more, body=body)


def write_skill(
    place: Path, name: str = "count-beans", text: str | None = None, **files: str
) -> Path:
    """A skill's folder in that place; ``files`` are by path, with __ for /, . and all."""
    folder = place / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "SKILL.md").write_text(text or skill_text(name), encoding="utf-8")
    for path, content in files.items():
        target = folder / path.replace("__", "/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return folder
