"""Which Mermaid diagrams may be drawn: those that can't name anything that a browser would load.

The browser asks the same before it draws one (``ui/diagrams.ts``). Pure.
"""

from __future__ import annotations

import re

_COLORED = re.compile(r"(?:style|classDef|linkStyle)\s[\w\s,:#.%-]*;?", re.ASCII)
_REACHES = re.compile(
    r"[\\@&]|<\s*(?!br\s*/?>)[a-z!/?]|//|\burl\b|import|https?\s*:|ftp\s*:|data\s*:|#\w+;|%%\s*\{|"
    r"\bclick\b|href|callback|\bimg\b|image|\bsrc\b|\bsprite|icon|^links?\b",
    re.IGNORECASE | re.ASCII,
)


def is_plain_diagram(source: str) -> bool:
    """Whether nothing in the diagram could make a browser load something."""
    for line in source.splitlines():
        text = line.strip()
        if not _COLORED.fullmatch(text) and (text == "---" or _REACHES.search(text)):
            return False
    return True
