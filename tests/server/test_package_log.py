"""The package's log goes where Jupyter's goes."""

from __future__ import annotations

import logging

import pytest

from commonground.server.package_log import logged_with


class Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@pytest.fixture
def app() -> tuple[logging.Logger, Kept]:
    """An application's logger, as traitlets makes one."""
    made, kept = logging.Logger("SomeApp", logging.INFO), Kept()
    made.addHandler(kept)
    return made, kept


def test_what_modules_say_is_in_the_applications_log_at_its_level(
    app: tuple[logging.Logger, Kept],
) -> None:
    log, kept = app
    ours = logging.getLogger("commonground.service.rooms")
    with logged_with(log):
        ours.debug("too fine")
        ours.info("told")
        with logged_with(log):
            ours.info("told once")
    ours.error("after the end")
    assert kept.said == ["told", "told once"]


def test_the_level_that_was_there_before_comes_back(app: tuple[logging.Logger, Kept]) -> None:
    package = logging.getLogger("commonground")
    before = (package.level, list(package.handlers))
    with logged_with(app[0]):
        assert package.level == logging.INFO
    assert (package.level, list(package.handlers)) == before
