"""The browsers' profiles: a person gets an empty one, but what Chromium made of JupyterLab stays.

A page of JupyterLab takes Chromium ten seconds of a core to load and compile, and four where a
profile has kept its cache on the disk. So profiles outlive their tests and files, and everything
that a page can have stored is cleared in between.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STORED = "cookies,local_storage,indexeddb,file_systems,service_workers,cache_storage"
"""What is cleared: all that a page stores, and not the cache of what a server sent."""


def chromium() -> str:
    """Where it is. Fails the test with what to do if it is nowhere."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("There is no chromium. Install it: apt-get install chromium (make test does).")
    return path


class Profiles:
    """Browsers of people, below one folder: ``take`` one, and ``give_back`` what was taken."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self._playwright = playwright
        self._folder = folder
        self._all: list[BrowserContext] = []
        self._free: list[BrowserContext] = []

    def take(self) -> BrowserContext:
        """A browser in which nobody has been, with one empty page."""
        if not self._free:
            self._free.append(self._launch())
        return self._free.pop(0)

    def give_back(self, context: BrowserContext, origin: str) -> None:
        """Close its pages and forget what that origin stored, and what is routed."""
        keep = context.new_page()
        for page in context.pages:
            if page is not keep:
                page.close()
        context.unroute_all(behavior="ignoreErrors")
        session = context.new_cdp_session(keep)
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": STORED})
        session.detach()
        context.clear_cookies()
        self._free.append(context)

    def close(self) -> None:
        """Close the browsers; their folders keep the caches for the next ones."""
        for context in self._all:
            context.close()

    def _launch(self) -> BrowserContext:
        context = self._playwright.chromium.launch_persistent_context(
            self._folder / f"profile-{len(self._all)}",
            executable_path=chromium(),
            args=ARGUMENTS,
            headless=True,
            viewport={"width": 1440, "height": 900},
            reduced_motion="reduce",
        )
        self._all.append(context)
        return context
