"""What a server's configuration says of Common Ground: ``c.CommonGroundApp.NAME = ...``."""

from __future__ import annotations

from jupyter_server.extension.application import ExtensionApp
from traitlets import Bool, Dict, Enum, Float, Integer, List, Unicode

from ..ai.catalog import Rates
from ..ai.tool_loop import ToolBounds
from ..core.role import ROLES
from ..errors import SetupError
from ..service.host import Options


class Configuration(ExtensionApp):
    """The options of the extension, with their defaults."""

    data_dir = Unicode(
        help="Where the context is stored. Default: a folder for this root directory in Jupyter's "
        "data directory, outside of what is served."
    ).tag(config=True)
    roles = Dict(
        value_trait=Enum(ROLES),
        help="Roles by username, for identity providers other than personal links.",
    ).tag(config=True)
    hub_roles = Dict(
        value_trait=Enum(ROLES),
        help="Roles by JupyterHub group or scope, the highest counts; `roles` goes before it: "
        "{'group:leads': 'owner', 'scope:custom:commonground:admin': 'admin'}.",
    ).tag(config=True)
    default_role = Enum(
        ROLES, "contributor", help="The role of a named person without one of their own."
    ).tag(config=True)
    visitors = Enum(
        ("by links", "run", "read"),
        "by links",
        help="What those may do in Jupyter who come without a name (with Jupyter's own token or "
        "password): run code, as in any Jupyter, or only read. By links: read, once anybody was "
        "given a personal link, but where Jupyter made the token up for whoever started it.",
    ).tag(config=True)
    secret_files = List(
        Unicode(),
        help="Files with the team's secret values, which are then recognised in every text: in the "
        "format of .env, JSON, or folders with a file for each value. Only HMACs of them are kept.",
    ).tag(config=True)
    away_after = Integer(
        120,
        min=0,
        help="Minutes without a sign of a member after which they had left: their next visit opens "
        "with what happened since.",
    ).tag(config=True)
    requests_per_second = Float(
        200.0,
        min=0.0,
        help="Requests of one link, login or kernel in a second, on average; five times as many "
        "may come at once. More are answered with 429 and `retry-after`. 0 sets no bound.",
    ).tag(config=True)
    answers_at_once = Integer(
        6, min=1, help="Answers of the model to one member that may be under way at a time."
    ).tag(config=True)
    answer_bytes = Integer(
        1_000_000, min=1_000, help="Bytes of one answer at most; there it ends as incomplete."
    ).tag(config=True)
    answer_seconds = Integer(
        1_800, min=1, help="Seconds that one answer may take at most; then it ends as incomplete."
    ).tag(config=True)
    tools = Bool(
        True, help="Whether models that can are given tools, to look things up and to propose."
    ).tag(config=True)
    tool_rounds = Integer(
        8, min=1, help="How often one answer may wait for tools; then it has to be given."
    ).tag(config=True)
    tool_tokens = Integer(
        400_000, min=1_000, help="Tokens after which an answer gets no more tools."
    ).tag(config=True)
    tool_dollars = Float(
        1.0, min=0.0, help="US dollars after which an answer gets no more tools."
    ).tag(config=True)
    learn_model = Bool(
        True,
        help="Whether three small requests after the first answer find out what a model behind a "
        "base URL or on this machine can do: use tools, read pictures, fill in forms.",
    ).tag(config=True)
    rates = Dict(
        help="US dollars per million tokens by model name: "
        "{'name': {'tokens_in': 1.0, 'tokens_out': 5.0, 'cache_read': 0.1, 'cache_write': 1.25}}."
    ).tag(config=True)

    code_index = Bool(
        True,
        help="Whether the code below the served folder is read, in processes of low priority, so "
        "that entries and people can be told of what changes in it.",
    ).tag(config=True)
    judge = Bool(
        True,
        help="Whether a model that is no demo judges, in the background, which entries contradict "
        "each other where no rule can tell. It is sent pairs of shared entries.",
    ).tag(config=True)
    judge_calls_per_hour = Integer(
        60, min=0, help="Questions to the judge in an hour, at most."
    ).tag(config=True)
    judge_calls_per_day = Integer(
        300, min=0, help="Questions to the judge in 24 hours, at most."
    ).tag(config=True)
    judge_dollars_per_day = Float(
        1.0, min=0.0, help="US dollars for the judge in 24 hours, where the price is known (rates)."
    ).tag(config=True)

    def options(self) -> Options:
        """What features are told of it."""
        return Options(
            judge=self.judge,
            judge_calls_per_hour=self.judge_calls_per_hour,
            judge_calls_per_day=self.judge_calls_per_day,
            judge_dollars_per_day=self.judge_dollars_per_day,
            away_after=self.away_after,
            answers_at_once=self.answers_at_once,
            answer_bytes=self.answer_bytes,
            answer_seconds=self.answer_seconds,
            tools=self.tools,
            learn=self.learn_model,
            tool_bounds=ToolBounds(
                rounds=self.tool_rounds, tokens=self.tool_tokens, dollars=self.tool_dollars
            ),
        )

    def own_rates(self) -> dict[str, Rates]:
        """The configured rates. Raises SetupError naming the model whose rates are no rates."""
        found = {}
        for name, fields in self.rates.items():
            try:
                found[str(name)] = Rates(**{key: float(value) for key, value in fields.items()})
            except (TypeError, ValueError, AttributeError):
                raise SetupError(
                    f"CommonGroundApp.rates for {name!r} is not complete.",
                    "Give tokens_in, tokens_out, cache_read and cache_write (and cache_write_hour, "
                    "where it is not twice tokens_in), each in US dollars per million tokens.",
                ) from None
        return found
