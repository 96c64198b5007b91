"""Routes of features as handlers of the web server: one handler class for each path."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from ..core.command import explain, parse_with
from ..errors import InvalidCommand
from ..service.feature import Features
from ..service.route import PREVIEWED, SENT, Asked, Download, Lines, Route
from .command_frames import key_of
from .handler import GroundHandler, route, source_of


def body_of(given: Route, features: Features) -> Any:
    """The type of a route's body: the union of commands where it names that; None without one."""
    if given.body == SENT:
        return features.sent
    if given.body == PREVIEWED:
        return features.previewed
    return given.body


class FeatureHandler(GroundHandler):
    """Base of the handlers that are made from routes."""

    async def carry_out(
        self, given: Route, body: TypeAdapter[Any] | None, ids: Mapping[str, str]
    ) -> None:
        """Read the request, hand it to the feature, and answer with what it gives."""
        asked = Asked(
            self.ground.host,
            self.member,
            source_of(self.request.headers.get("X-CommonGround-Client")),
            {name: ids[name] for name in ids if name != "msg_id"},
            None if given.query is None else self._query(given.query),
            None if body is None else parse_with(body, self.request.body),
            key_of(self.request.headers.get("Idempotency-Key")),
        )
        found = await given.handle(asked)
        if isinstance(found, Lines):
            await self.answer_lines(found.values)
        elif isinstance(found, Download):
            self._answer_file(found)
        else:
            self.answer(found, given.status)

    def _query(self, model: type[BaseModel]) -> BaseModel:
        names = [field.alias or name for name, field in model.model_fields.items()]
        given = {name: self.get_query_argument(name, None) for name in names}
        try:
            return model.model_validate({n: text for n, text in given.items() if text is not None})
        except ValidationError as error:
            raise InvalidCommand(explain(error), "Correct the address.") from None

    def _answer_file(self, found: Download) -> None:
        self.set_header("Content-Type", f"{found.mime}; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{found.filename}"')
        self.finish(found.text, set_content_type=found.mime)


def handler_for(
    routes: Iterable[Route], features: Features, base: type[GroundHandler] = FeatureHandler
) -> type[GroundHandler]:
    """The handler of all routes of one path."""
    methods: dict[str, Any] = {}
    for given in routes:
        methods[given.method] = _method(given, body_of(given, features), base)
    return type("RouteHandler", (base,), methods)


def _method(given: Route, body: Any, base: type[GroundHandler]) -> Any:
    adapter = None if body is None else TypeAdapter(body)
    action = given.action if base is FeatureHandler else "execute"

    @functools.wraps(given.handle)
    async def answered(self: FeatureHandler, **ids: str) -> None:
        await self.carry_out(given, adapter, ids)

    return route(action)(answered)


def paths(routes: Iterable[Route]) -> dict[str, list[Route]]:
    """Routes by their patterns, in order."""
    found: dict[str, list[Route]] = {}
    for each in routes:
        found.setdefault(each.pattern, []).append(each)
    return found
