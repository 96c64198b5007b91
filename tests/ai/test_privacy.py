"""The key and the prompt are in no log, no error and no repr, at any level of logging."""

from __future__ import annotations

import copy
import dataclasses
import logging
import pickle
import traceback
from collections.abc import Iterator

import pytest

from commonground.ai.anthropic import AnthropicModel
from commonground.ai.secret import Secret
from commonground.ai.select import Settings
from commonground.core.prompt import Prompt
from commonground.errors import ModelError, SetupError

from .conftest import INFO, KEY, Ask
from .contract import read
from .provider import Provider, Reply, answer, error

CANARY = "canary-question-8c1f"
PROMPT = Prompt("system", "context", f"{CANARY} situation", f"{CANARY} question")


class Everything(logging.Handler):
    """Formats each record in full, with its traceback."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter("%(name)s %(message)s").format(record))


@pytest.fixture
def logged() -> Iterator[list[str]]:
    handler = Everything()
    loggers = [logging.getLogger(n) for n in ("", "anthropic", "httpx2", "httpcore2", "httpcore")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield handler.lines
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def chain(failure: BaseException | None) -> Iterator[BaseException]:
    while failure is not None:
        yield failure
        failure = failure.__cause__ or failure.__context__


REPLIES = {
    "answered": Reply(events=answer("Yes")),
    "refused": Reply(status=401, body=error("authentication_error", f"bad key {KEY}")),
    "echoed": Reply(status=400, body={"error": {"message": f"header Bearer {KEY}\nis wrong"}}),
    "in pieces": Reply(status=403, body=error("permission_error", "key sk-test-****cdef")),
    "as an event": Reply(events=[*answer("Yes")[:4], ("error", error("api_error", KEY))]),
    "cut": Reply(events=answer("Yes")[:4], ending="reset"),
    "not json": Reply(status=500, raw=KEY.encode()),
}


@pytest.mark.anyio
@pytest.mark.parametrize("case", REPLIES)
async def test_no_log_and_no_error_holds_the_key_or_the_prompt(
    over: Ask, provider: Provider, logged: list[str], case: str
) -> None:
    provider.reply = REPLIES[case]
    model = over()
    if case == "answered":
        await read(model, PROMPT)
    else:
        with pytest.raises(ModelError) as caught:
            await read(model, PROMPT)
        shown = [str(caught.value), repr(caught.value), repr(vars(caught.value))]
        shown += [str(caught.value.to_wire()), *traceback.format_exception(caught.value)]
        assert [text for text in shown if "sk-test" in text or CANARY in text] == []
        # The SDK's own errors hold the request with its Authorization header.
        assert [type(error) for error in chain(caught.value)] == [type(caught.value)]
    assert any("POST" in line for line in logged), "nothing was logged, so nothing was tested"
    assert [line for line in logged if KEY in line or CANARY in line] == []


@pytest.mark.anyio
async def test_a_model_shows_no_key(over: Ask) -> None:
    model = over()
    assert KEY not in repr(model) + str(model) + repr(vars(model)) + f"{model}"


def test_a_secret_shows_itself_to_reveal_alone() -> None:
    secret = Secret(f" {KEY}\n")
    assert secret.reveal() == KEY
    settings = Settings(key=secret, headers={"x-key": secret})
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>40}", "%s" % secret]  # noqa: UP031
    shown += [repr(settings), repr(dataclasses.asdict(settings)), repr(copy.deepcopy(secret))]
    assert [text for text in shown if KEY in text] == []
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(secret)
    assert not hasattr(secret, "__dict__")


def test_a_key_that_no_header_can_hold_is_refused_without_being_repeated() -> None:
    for bad in ("sk-one\nsk-two", "sk-é", "sk-\x00"):
        with pytest.raises(SetupError) as caught:
            Secret(bad)
        assert "sk-" not in str(caught.value)
        assert caught.value.remedy


def test_secrets_compare_and_are_false_when_empty() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert not Secret("")
    assert Secret("").hide("as it was") == "as it was"


def test_the_sdks_record_of_a_request_is_dropped_by_its_own_logger() -> None:
    assert AnthropicModel(INFO, max_tokens=1).info is INFO
    record = logging.LogRecord("x", logging.DEBUG, "", 0, "Request options: %s", (CANARY,), None)
    assert not logging.getLogger("anthropic._base_client").filter(record)
