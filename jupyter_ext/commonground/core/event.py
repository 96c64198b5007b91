"""The audit chain: what was done, by whom, each row sealed by a hash over the one before it.

What people wrote enters the chain as a salted commitment only, so that a redaction can drop the
words and leave the chain whole. Pure: time and salts are handed in, and rows are kept by the store.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from .ids import TEAM, Room, room_owner

GENESIS = "0" * 64
"""What the first row follows."""
SALT_BYTES = 32
"""Random bytes in a salt: enough that a commitment tells nothing about even a short text."""

Flaw = Literal["edited", "missing", "order", "cut", "rewritten", "text", "erased", "returned"]


@dataclass(frozen=True, slots=True)
class Event:
    """One command: who (``actor``, ``role``), what, when (``at``, ms), from where (``source``).

    ``detail`` and ``text`` hold what was written, so that both can be redacted; the other fields
    stay for good and must hold names and ids alone. In a member's own room nothing that was
    written is kept: the event says that something was done there, never what.
    """

    id: str
    at: int
    actor: str
    role: str
    command: str
    source: str
    entry: str | None = None
    revision: str | None = None
    room: Room = TEAM
    outcome: str = "done"
    detail: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None

    @property
    def written(self) -> str | None:
        """What the chain commits to, as canonical JSON; None where there is nothing to keep."""
        if room_owner(self.room) is not None or (not self.detail and self.text is None):
            return None
        return canonical({"detail": dict(self.detail), "text": self.text})


@dataclass(frozen=True, slots=True)
class Head:
    """A row of the chain as it is anchored elsewhere: its number and its hash.

    ``restored``: from here the chain goes on after a backup was restored, and what was anchored
    beyond it belongs to the data that was put aside.
    """

    seq: int
    hash: str
    restored: bool = False


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A link of the chain. ``hash`` covers ``previous`` and ``body``, which holds the commitment.

    ``salt`` and ``written`` are None if nothing was written, or once it was redacted.
    """

    seq: int
    previous: str
    hash: str
    body: str
    salt: bytes | None = None
    written: str | None = None

    @property
    def redacted(self) -> bool:
        """Whether something was written here and is no longer kept."""
        return self.written is None and json.loads(self.body)["commitment"] is not None

    @property
    def tombstone(self) -> bool:
        """Whether the row is that of a redaction."""
        return json.loads(self.body)["redacts"] is not None

    @property
    def seals(self) -> dict[str, Any]:
        """The seals of documents and turns that are new with this row; see ``store/seals.py``."""
        found = json.loads(self.body).get("seals")
        return found if isinstance(found, dict) else {}

    @property
    def event(self) -> Event:
        """The event, without what was redacted."""
        fields = json.loads(self.body)
        for name in ("seq", "commitment", "redacts", "seals"):
            fields.pop(name, None)
        return Event(**fields, **json.loads(self.written) if self.written else {})

    def to_wire(self) -> dict[str, Any]:
        """JSON of all that a reader needs to check the row: one line of an export."""
        written = json.loads(self.written) if self.written else {"detail": {}, "text": None}
        return {
            **json.loads(self.body),
            **written,
            "redacted": self.redacted,
            "salt": self.salt.hex() if self.salt is not None else None,
            "previous": self.previous,
            "hash": self.hash,
        }


@dataclass(frozen=True, slots=True)
class ChainDamage:
    """What is wrong with rows ``first`` to ``last`` of a chain."""

    flaw: Flaw
    first: int
    last: int

    def __str__(self) -> str:
        rows = f"row {self.first}" if self.first == self.last else f"rows {self.first}-{self.last}"
        return _SAID[self.flaw].format(rows=rows, before=self.first - 1, last=self.last)


_SAID: dict[Flaw, str] = {
    "edited": "{rows}: edited (it does not fit its hash, or the rows beside it)",
    "missing": "{rows}: missing",
    "order": "{rows}: out of order",
    "cut": "{rows}: the tail was cut off after row {before}; the anchor has row {last}",
    "rewritten": "{rows}: rewritten (the anchor has another hash)",
    "text": "{rows}: what was written was edited (it does not fit its commitment)",
    "erased": "{rows}: what was written is gone, and no redaction says so",
    "returned": "{rows}: what was redacted is there again",
}


def canonical(value: Any) -> str:
    """The one JSON text of a value: ASCII, keys sorted, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def commitment(salt: bytes, text: str) -> str:
    """A hash that binds to ``text`` and, once the salt is gone, says nothing about it."""
    return hmac.new(salt, _bytes(text), hashlib.sha256).hexdigest()


def link(previous: str, body: str) -> str:
    """The hash of a row."""
    return hashlib.sha256(_bytes(f"{previous}\n{body}")).hexdigest()


def _bytes(text: str) -> bytes:
    """Any text, what a vandal left in a row included."""
    return text.encode(errors="surrogatepass")


def seal(
    event: Event,
    after: Head | None,
    salt: bytes,
    redacts: Collection[int] | None = None,
    seals: Mapping[str, Any] | None = None,
) -> ChainRow:
    """The event as the next row after the head of the chain (None: the first row).

    ``redacts`` makes it a tombstone: the rows (none, perhaps) whose writing goes with it. ``seals``
    are those of documents and turns that no row has yet.
    """
    seq, previous = (after.seq + 1, after.hash) if after else (1, GENESIS)
    written = event.written
    fields = asdict(event)
    del fields["detail"], fields["text"]
    sealed = None if written is None else commitment(salt, written)
    gone = None if redacts is None else sorted(redacts)
    fields |= {"seq": seq, "commitment": sealed, "redacts": gone}
    body = canonical(fields | ({"seals": dict(seals)} if seals else {}))
    kept = None if written is None else salt
    return ChainRow(seq, previous, link(previous, body), body, kept, written)


def verify(rows: Iterable[ChainRow], anchors: Iterable[Head]) -> list[ChainDamage]:
    """What is wrong with a chain, given all of its rows in order and what was anchored of it.

    Anchors behind the chain are fine: a crash comes between a commit and its anchor. Whoever
    rewrites rows and every hash after them is found by an anchor, and only by one.
    """
    check = _Check(anchors)
    for row in rows:
        check.take(row)
    return check.done()


def standing(anchors: Iterable[Head]) -> dict[int, set[str]]:
    """The anchored hashes of each row, without those that a restored backup left behind."""
    found: dict[int, set[str]] = {}
    for head in anchors:
        if head.restored:
            found = {seq: hashes for seq, hashes in found.items() if seq <= head.seq}
        found.setdefault(head.seq, set()).add(head.hash)
    return found


class _Check:
    """One pass over a chain."""

    def __init__(self, anchors: Iterable[Head]) -> None:
        self._anchored = standing(anchors)
        self._last: ChainRow | None = None
        self._sound = 0  # the last row that an anchor confirms
        self._exchanged: list[int] = []
        self._without: set[int] = set()
        self._with: set[int] = set()
        self._redacted: set[int] = set()
        self._found: dict[tuple[Flaw, int], ChainDamage] = {}

    def _flaw(self, flaw: Flaw, first: int, last: int | None = None) -> None:
        self._found.setdefault(
            (flaw, first), ChainDamage(flaw, first, first if last is None else last)
        )

    def take(self, row: ChainRow) -> None:
        """Check the row against itself, the row before it and the anchors."""
        fields = _fields(row)
        if fields is None:
            self._flaw("edited", row.seq)
        else:
            self._written(row, fields)
        self._follows(row)
        self._anchor(row)
        self._last = row

    def _follows(self, row: ChainRow) -> None:
        last = self._last
        expected = last.seq + 1 if last else 1
        if row.seq > expected:
            self._flaw("missing", expected, row.seq - 1)
        elif row.seq < expected:
            self._flaw("order", row.seq)
        elif row.previous != (last.hash if last else GENESIS) and _fields(row) is not None:
            self._flaw("edited", last.seq if last else row.seq)

    def _anchor(self, row: ChainRow) -> None:
        anchored = self._anchored.get(row.seq)
        if anchored == {row.hash} and not self._exchanged:
            self._sound = row.seq
        elif anchored is not None and anchored != {row.hash}:
            self._exchanged.append(row.seq)

    def _written(self, row: ChainRow, fields: dict[str, Any]) -> None:
        if fields["commitment"] is None:
            if row.written is not None or row.salt is not None:
                self._flaw("text", row.seq)
        elif row.written is None or row.salt is None:
            self._without.add(row.seq)
            if row.written is not None:
                self._with.add(row.seq)
        else:
            self._with.add(row.seq)
            if commitment(row.salt, row.written) != fields["commitment"]:
                self._flaw("text", row.seq)
        self._redacted.update(n for n in fields["redacts"] or () if n < row.seq)

    def done(self) -> list[ChainDamage]:
        """What only the whole chain tells, and all that was found, by row."""
        if self._exchanged:
            self._flaw("rewritten", self._sound + 1, self._exchanged[-1])
        end = self._last.seq if self._last else 0
        anchored = max(self._anchored, default=0)
        if anchored > end:
            self._flaw("cut", end + 1, anchored)
        for seq in self._without - self._redacted:
            self._flaw("erased", seq)
        for seq in self._with & self._redacted:
            self._flaw("returned", seq)
        return sorted(self._found.values(), key=lambda p: (p.first, p.last, p.flaw))


def _fields(row: ChainRow) -> dict[str, Any] | None:
    """What the row's body says, if the body is the one that its hash covers."""
    if row.hash != link(row.previous, row.body):
        return None
    try:
        fields = json.loads(row.body)
    except ValueError:
        return None
    wanted = {"seq", "commitment", "redacts"}
    if not isinstance(fields, dict) or not wanted <= set(fields) or fields["seq"] != row.seq:
        return None
    numbers = fields["redacts"] or []
    if not isinstance(numbers, list) or not all(isinstance(n, int) for n in numbers):
        return None
    return fields
