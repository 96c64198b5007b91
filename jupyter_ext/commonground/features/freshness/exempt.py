"""What speaks of the past or of what is yet to come, on purpose: nothing of it is stale. Pure."""

from __future__ import annotations

import re

_RECORDS = re.compile(
    r"(?:^|/)(?:(?:change[-_ ]?logs?|history|news|releases?|release[-_ ]notes?|whats[-_ ]?new|"
    r"migrat\w*|upgrad\w*|changes|deprecat\w*)[^/]*\.\w+$|"
    r"(?:change[-_ ]?logs?|release[-_ ]notes|releases|changes|newsfragments|"
    r"\.changeset|changelog\.d|"
    r"adrs?|decisions|rfcs?|proposals|postmortems|archived?|retros?|plans?|reports?|"
    r"upgrad\w*|migrat\w*|versioned_docs|v\d+(?:\.\w+)*|"
    r"node_modules|vendor(?:ed)?|third[-_]party|handoffs)/|"
    r"[-_.](?:plan|rfc|proposal|postmortem)\.\w+$|"
    r"(?:19|20)\d\d-\d\d-\d\d[^/]*\.\w+$)",
    re.IGNORECASE,
)
"""Files and folders that record changes, decisions and plans, all that bear a date in their name,
the documents of one version, and other people's."""
_SPEAKS_OF_CHANGE = re.compile(
    r"\b(?:remov(?:ed?|es|ing|al)|delet(?:ed|es|ing|ion)|deprecat\w+|renam(?:ed?|es|ing)|"
    r"moved|migrated|replaced|superseded|obsolete|former(?:ly)?|previous(?:ly)?|legacy|"
    r"no longer|used to|not anymore|was (?:called|split|merged)|were (?:called|split|merged)|"
    r"will be|to be (?:added|created|written)|planned|upcoming|todo|tbd|not yet|future|"
    r"does(?:n't| not) exist|do(?:n't| not) create)\b|~~|"
    r"^\W*(?:added|updated|changed|fixed|introduced|refactored|created|extracted)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RECORD_HEADING = re.compile(
    r"\b(?:change[- ]?log|release notes|history|what'?s new|migrat\w+|upgrad\w+|removed|"
    r"deprecat\w+|roadmap|todo|future)\b|^\W*v?\d+\.\d+",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")


def records_change(document: str) -> bool:
    """Whether a document is a change log, a decision record or a plan, by its path."""
    return _RECORDS.search(document) is not None


def speaks_of_change(line: str) -> bool:
    """Whether a line says of something that it went, or that it is yet to come."""
    return _SPEAKS_OF_CHANGE.search(line) is not None


def lines_of_today(text: str) -> list[tuple[int, str]]:
    """The lines that speak of how things are, numbered from 1: without those about changes, and
    without sections whose heading says that they are."""
    found: list[tuple[int, str]] = []
    exempt_below, fence = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        heading = None if fence else _HEADING.match(line)
        if heading:
            depth = len(heading[1])
            if not exempt_below or depth <= exempt_below:
                exempt_below = depth if depth > 1 and _RECORD_HEADING.search(heading[2]) else 0
        if not exempt_below and not speaks_of_change(line):
            found.append((number, line))
    return found
