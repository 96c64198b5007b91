"""What is answered of suggestions."""

from __future__ import annotations

from ...core.views import View
from .model import LearnedKind, State


class QuoteView(View):
    """Where it was said, word for word; ``by`` empty: in a model's answer."""

    by: str
    text: str


class SuggestionView(View):
    """What may be worth an entry. ``at`` is ms since 1970; ``origin`` empty: taken word for word.

    ``by`` decided; ``entry`` is the proposal that became of it. ``private``: it is yours alone.
    """

    id: str
    kind: LearnedKind
    title: str
    body: str
    area: str | None
    origin: str
    turn: str | None
    thread: str | None
    quotes: tuple[QuoteView, ...]
    at: int
    private: bool
    state: State
    by: str
    entry: str | None


class SuggestionsAnswer(View):
    """Suggestions that one may see, oldest first: open ones, accepted ones, and what is not to come
    again.

    ``daily`` is how many may be made a day, ``days`` how often threads are looked through (0: not);
    ``model`` judges, null: nobody does, and ``why`` says what that means.
    """

    suggestions: tuple[SuggestionView, ...]
    daily: int
    days: int
    model: str | None
    why: str


class SweepAnswer(View):
    """What a look through threads came to; ``model`` null: words are taken as they stand.

    ``untrue`` counts what a model suggested with a quote that stands nowhere; ``left`` are threads
    that were not looked at, since today's number was reached.
    """

    threads: int
    made: int
    untrue: int
    left: int
    model: str | None
