"""How two entries stand to each other, as people said: the same, a replacement, a contradiction.

Pure. What people said are facts, and nobody's word takes back another's: of each person the last
one counts, so two who say otherwise at the same time both stay on the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypedDict, cast, get_args

from ...core.entry import Entry
from ...core.fact import Fact, ordered
from ...core.ids import RevisionId
from ...core.revision import Revision
from ...core.statement import Contradiction
from ...core.texts import Id, Name

How = Literal["same", "replaces", "contradicts", "other"]
RELATED = "relation:said"
MEMBER, REPLACES = "member", "replaces"
"""The rules of a dispute that a person opened, and of the hint that one entry shall replace
another; the person's name follows: ``member:alice``."""

IN_DISPUTE = "A member says that the newer one replaces the other."


class Related(TypedDict):
    """What a member said: ``first`` says the same as ``second``, replaces it, and so on."""

    first: Id
    second: Id
    how: Name


FACTS: Mapping[str, type] = {RELATED: Related}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One member's last word on two versions, which ``first`` and ``second`` name."""

    first: RevisionId
    second: RevisionId
    how: How
    by: str


@dataclass(frozen=True, slots=True)
class Relations:
    """What was said of pairs of versions, by the pair."""

    words: Mapping[frozenset[RevisionId], tuple[Opinion, ...]] = field(default_factory=dict)

    def answered(self, a: RevisionId, b: RevisionId) -> bool:
        """Whether anybody said how they stand to each other: then no hint is needed."""
        return frozenset((a, b)) in self.words

    def contradictions(self) -> Iterable[Contradiction]:
        """The disputes that people opened, each once, however many say so."""
        for words in self.words.values():
            said = next((word for word in words if word.how == "contradicts"), None)
            if said is not None:
                a, b = sorted((said.first, said.second))
                why = "A member read both and says that they can't both hold."
                yield Contradiction(a, b, f"{MEMBER}:{said.by}", "", "", why)

    def replacements(self) -> Iterable[Contradiction]:
        """What shall take the place of something and does not yet: hints, the new side first."""
        for words in self.words.values():
            asked = {(word.first, word.second): word for word in words if word.how == "replaces"}
            for word in asked.values():
                why = "A member says that one replaces the other; the context owner decides."
                rule = f"{REPLACES}:{word.by}"
                yield Contradiction(word.first, word.second, rule, "", "", why, sure=False)


def with_words(findings: Iterable[Contradiction], said: Relations) -> list[Contradiction]:
    """What rules and judges found and people said, what counts more at the end, for each pair.

    A hint goes where somebody answered it. That one of two in dispute shall replace the other is
    told with their dispute; else it is a hint of its own.
    """
    found = list(findings)
    disputed = [*said.contradictions(), *(each for each in found if each.sure)]
    asked = {_pair(each): each for each in said.replacements()}
    told = [
        replace(each, why=f"{each.why} {IN_DISPUTE}") if _pair(each) in asked else each
        for each in disputed
    ]
    over = {_pair(each) for each in disputed}
    waiting = [each for each in said.replacements() if _pair(each) not in over]
    hints = [each for each in found if not each.sure and _pair(each) not in said.words]
    return [*hints, *waiting, *told]


def _pair(found: Contradiction) -> frozenset[RevisionId]:
    return frozenset((RevisionId(found.a), RevisionId(found.b)))


def about(a: str, b: str) -> str:
    """The thing that is spoken of: two versions, whichever comes first."""
    one, two = sorted((a, b))
    return f"relation:{one}:{two}"


def relations(
    facts: Iterable[Fact], carried: Callable[[RevisionId], RevisionId] = lambda r: r
) -> Relations:
    """What people said last. ``carried`` gives the version that says today what this one said."""
    last: dict[tuple[frozenset[RevisionId], str], Opinion] = {}
    for fact in ordered(fact for fact in facts if fact.name == RELATED):
        word = _read(fact)
        if word is None:
            continue
        first, second = carried(word.first), carried(word.second)
        if first != second:
            word = Opinion(first, second, word.how, word.by)
            last[frozenset((first, second)), word.by] = word
    words: dict[frozenset[RevisionId], list[Opinion]] = {}
    for (pair, _), word in last.items():
        words.setdefault(pair, []).append(word)
    return Relations({pair: tuple(said) for pair, said in words.items()})


def says_today(entry: Entry, head: Revision) -> Iterable[RevisionId]:
    """The earlier versions whose text ``head`` repeats: what was accepted as it was proposed.

    Of a parent that has left the document nobody here knows the text: it counts as the same, since
    a contradiction must not vanish by that.
    """
    pending = list(head.parents)
    seen: set[RevisionId] = set()
    while pending:
        key = pending.pop()
        known = entry.revisions.get(key)
        if key in seen or (known is not None and _text(known) != _text(head)):
            continue
        seen.add(key)
        yield key
        pending += known.parents if known is not None else ()


def _text(revision: Revision) -> tuple[str, str]:
    return revision.title, revision.body


def _read(fact: Fact) -> Opinion | None:
    """None for what another version of this program wrote."""
    first, second, how = (fact.value.get(name) for name in ("first", "second", "how"))
    if not isinstance(first, str) or not isinstance(second, str) or how not in get_args(How):
        return None
    return Opinion(RevisionId(first), RevisionId(second), cast("How", how), fact.by)
