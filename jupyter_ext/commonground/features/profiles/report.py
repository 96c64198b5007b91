"""A profile in words: the lines that a model is shown and a person reads, and a table as HTML.

One text for both, so that what is shown is what is sent.
"""

from __future__ import annotations

import html
from collections.abc import Callable

from ...core.markdown import inline, plainly
from .model import Common, Profile, ProfileColumn

LEGEND = "A stands for a capital, a for another letter, 9 for a digit, + for several."


def profile_text(profile: Profile) -> str:
    """The whole profile, a line for each column."""
    lines = [headline(profile), *(f"- {column_line(c, profile)}" for c in profile.columns)]
    if profile.more:
        lines.append(f"- … {profile.more:,} more columns")
    lines += _below(profile)
    return "\n".join(lines)


def headline(profile: Profile) -> str:
    """What it is and how large."""
    count = len(profile.columns) + profile.more
    rows = f"fewer than {profile.k}" if profile.rows is None else f"{profile.rows:,}"
    size = f"{rows} rows, {count:,} columns{_seen(profile)}"
    return f"{plainly(profile.thing)} ({profile.engine}): {size}"


def _seen(profile: Profile) -> str:
    if profile.whole or not profile.rows:
        return ""
    share = 100 * profile.seen / profile.rows
    told = f"{share:.0f} %" if share >= 1 else f"{share:.2g} %"
    return f"; values from {told} of rows, missing ones from all"


def column_line(column: ProfileColumn, profile: Profile) -> str:
    """One column."""
    parts = [column.type, *filter(None, (told(column, profile) for told in _TOLD))]
    return f"{plainly(column.name)}: {', '.join(parts)}"


def missing(column: ProfileColumn, profile: Profile) -> str:
    """How many rows have no value."""
    if not column.filled:
        return f"fewer than {profile.k} values" if profile.rows is not None else ""
    if column.missing is None:
        return f"fewer than {profile.k} missing"
    if not column.missing or not profile.rows:
        return ""
    share = round(100 * column.missing / profile.rows)
    return f"{column.missing:,} missing ({_percent(min(share, 99))})"


def distinct(column: ProfileColumn, profile: Profile) -> str:
    """How many values there are."""
    if column.distinct is None:
        return ""
    if column.unique:
        return "no value twice" if profile.whole else "no value twice in the rows looked at"
    return (
        f"{column.distinct:,} distinct"
        if profile.whole
        else f"at least {column.distinct:,} distinct"
    )


def numbers(column: ProfileColumn, profile: Profile) -> str:
    """From where to where, and how it is spread."""
    names = {"low": "from", "high": "to", "half": "half below"}
    told = (f"{names.get(p.mark, f'{p.mark} below')} {p.about}" for p in column.points)
    return f"about {', '.join(told)}" if column.points else ""


def values(column: ProfileColumn, profile: Profile) -> str:
    """What many rows share."""
    return f"common: {_shares(column.values)}" if column.values else ""


def forms(column: ProfileColumn, profile: Profile) -> str:
    """What texts look like."""
    return f"forms: {_shares(column.forms)}" if column.forms else ""


def period(column: ProfileColumn, profile: Profile) -> str:
    """Which time is covered."""
    found = column.period
    if found is None:
        return ""
    units = "days" if found.unit == "day" else f"{found.unit}s"
    gaps = f", {found.empty:,} {units} of it empty" if found.empty else ", without gaps"
    return f"{found.first} to {found.last}{gaps}"


_TOLD: tuple[Callable[[ProfileColumn, Profile], str], ...] = (
    missing, distinct, numbers, values, forms, period,
)  # fmt: skip


def _shares(shares: list[Common]) -> str:
    return ", ".join(f"“{plainly(one.text)}” {_percent(one.percent)}" for one in shares)


def _percent(percent: int) -> str:
    return f"{percent} %" if percent else "under 1 %"


def _below(profile: Profile) -> list[str]:
    """What is said of the whole table."""
    lines = []
    if profile.keys:
        seen = "" if profile.whole else " in the rows looked at"
        keys = (" + ".join(map(plainly, key)) for key in profile.keys)
        lines.append(f"Tells rows apart{seen}: {', '.join(keys)}")
    if profile.changes:
        lines.append("Since the last profile:")
        lines += [f"- {plainly(change)}" for change in profile.changes]
    if any(column.forms for column in profile.columns):
        lines.append(LEGEND)
    lines.append(f"Nothing is shown that fewer than {profile.k} rows share.")
    return lines


def profile_markdown(profile: Profile, rows: str = "") -> str:
    """The same lines for a cell; sample rows below where they were asked for."""
    first, *rest = profile_text(profile).splitlines()
    lines = [
        f"- {inline(line[2:])}" if line.startswith("- ") else f"\n{inline(line)}\n" for line in rest
    ]
    told = "\n".join([f"**{inline(first)}**", "", *lines])
    return f"{told}\n\n```text\n{rows}\n```" if rows else told


_COLUMNS = ("column", "type", "missing", "values", "spread, common values, forms")
_CELL = "text-align:left;vertical-align:top;padding:3px 12px 3px 0"
"""Written at each element: a notebook that is not trusted loses a sheet of styles."""


def profile_html(profile: Profile, rows: str = "") -> str:
    """A table, a row for each column, in the colours of whatever theme is on."""
    heads = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in _COLUMNS)
    body = "".join(_row(column, profile) for column in profile.columns)
    below = [line for line in _below(profile) if not line.startswith("- ")]
    listed = [line[2:] for line in _below(profile) if line.startswith("- ")]
    notes = "".join(f"<div><small>{_text(line)}</small></div>" for line in below[:-1])
    notes += "".join(f"<div>{_text(line)}</div>" for line in listed)
    shown = f"<pre>{html.escape(rows)}</pre>" if rows else ""
    return (
        f"<div><b>{_text(headline(profile))}</b>"
        f'<div style="overflow-x:auto"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
        f"{notes}<div><small>{_text(below[-1])}</small></div>{shown}</div>"
    )


def _row(column: ProfileColumn, profile: Profile) -> str:
    spread = [numbers(column, profile), period(column, profile)]
    parts = "".join(f"<div>{_text(line)}</div>" for line in spread if line)
    shares = "".join(map(_share, (*column.values, *column.forms)))
    cells = (
        _text(column.type),
        _text(missing(column, profile)),
        _text(distinct(column, profile)),
        f"{parts}{shares}",
    )
    name = f'<th scope="row" style="{_CELL}">{_text(column.name)}</th>'
    rest = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells)
    return f"<tr>{name}{rest}</tr>"


def _share(one: Common) -> str:
    return f"<div>{_text(one.text)} <small>{_percent(one.percent)}</small></div>"


def _text(text: str) -> str:
    return html.escape(plainly(text))
