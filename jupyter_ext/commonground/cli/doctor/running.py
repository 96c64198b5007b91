"""The server that runs, as it is reached from here: address, token, clock, model, notebooks."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx2

from ...client.member_address import (
    PLAIN_HTTP_VARIABLE,
    TOKEN_FILE_VARIABLE,
    MemberAddress,
    api_of,
    checked_address,
    token_in,
)
from ...client.server_address import verified
from ...clouds import ALL_KEY_VARIABLES
from ...config import (
    API_PATH,
    CERTIFICATE_VARIABLE,
    SERVER_FILE,
    TOKEN_VARIABLE,
    URL_VARIABLE,
    without_keys,
)
from ...core.views import VERSION_HEADER
from ...errors import SetupError
from .installation import Diagnosis, Installation, json_object

SKEW = 30.0
"""Seconds that two clocks may differ by: a response says whole seconds."""
WITHIN = 5.0
DEFAULT_MODEL_URL = "https://api.anthropic.com"


def server(here: Installation) -> Iterator[Diagnosis]:
    """Whether the server that is noted answers, and whether it is ours."""
    found = here.server
    if found is None:
        if (here.folder / SERVER_FILE).exists():
            yield Diagnosis("hint", "The last server ended without saying so (it crashed?).",
                            "The next start tidies up; the log says more.")  # fmt: skip
        else:
            yield Diagnosis("fine", "No server runs for this folder.")
        return
    answer = _asked(here, "/status")
    port = urlsplit(found.url).port
    if answer is None:
        said = f"The server (process {found.pid}) does not answer on port {port}."
        yield Diagnosis("fault", said, f"Look at its log in {here.folder}, and restart it.")
    elif answer.status_code == 404 or VERSION_HEADER not in answer.headers:
        yield Diagnosis("fault", f"What answers on port {port} is no Common Ground server.",
                        "Another program took the port: start the server with --port.")  # fmt: skip
    elif answer.status_code == 503:
        trouble = json_object(_json(answer))
        yield Diagnosis("fault", str(trouble.get("message")), str(trouble.get("remedy")))


def address(here: Installation) -> Iterator[Diagnosis]:
    """Whether the address in the environment is that of the server here, with its base URL."""
    told, found = here.environ.get(URL_VARIABLE, "").strip(), here.server
    if not told:
        return
    if urlsplit(told).scheme not in ("http", "https"):
        yield Diagnosis("fault", f"{URL_VARIABLE} is no web address.",
                        f"export {URL_VARIABLE}={found.api if found else '...'}")  # fmt: skip
    elif not told.rstrip("/").endswith(API_PATH):
        said = f"{URL_VARIABLE} does not end with /{API_PATH}: a notebook's kernel finds nothing."
        whole = found.api if found else api_of(told)
        yield Diagnosis("fault", said, f"export {URL_VARIABLE}={whole}")
    elif found and told.rstrip("/") != found.api and _port(told) == _port(found.api):
        yield Diagnosis("fault", f"{URL_VARIABLE} misses the server's base URL ({found.url}).",
                        f"export {URL_VARIABLE}={found.api}")  # fmt: skip


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None


def token(here: Installation) -> Iterator[Diagnosis]:
    """Whether the server knows the token in the environment; it is not printed."""
    try:
        token_in(here.environ)
    except SetupError as error:
        file = here.environ.get(TOKEN_FILE_VARIABLE, "").strip()
        if file:
            yield Diagnosis("warning", error.message, error.remedy)
        else:
            said = f"{TOKEN_VARIABLE} is not set: the command line speaks as nobody."
            yield Diagnosis("hint", said, 'eval "$(commonground token)"')
        return
    if _api(here)[0]:
        try:
            _reached(here)
        except SetupError as error:
            yield Diagnosis("warning", error.message, error.remedy)
            return
    answer = _asked(here, "/status")
    asked_as_them = answer is not None and "Authorization" in answer.request.headers
    if answer is not None and asked_as_them and answer.status_code in (401, 403):
        yield Diagnosis("warning", f"The server does not accept the token in {TOKEN_VARIABLE}.",
                        'eval "$(commonground token)"')  # fmt: skip


def skew(here: Installation) -> Iterator[Diagnosis]:
    """Whether the server's clock and ours agree."""
    answer = _asked(here, "/status")
    if answer is None or "Date" not in answer.headers:
        return
    try:
        theirs = parsedate_to_datetime(answer.headers["Date"]).timestamp()
    except ValueError:
        return
    off = theirs - here.now() / 1000
    if abs(off) > SKEW:
        yield Diagnosis(
            "warning",
            f"The server's clock is {abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} ours.",
            "Set both by NTP (timedatectl set-ntp 1): times in handoffs would be wrong.",
        )


def live(here: Installation) -> Iterator[Diagnosis]:
    """What the server itself says of live notebooks, its store and its model."""
    answer = _asked(here, "/status")
    if answer is None or not answer.is_success:
        return
    said = json_object(_json(answer))
    for part, name, level in (
        ("collaboration", "message", "warning"),
        ("store", "message", "fault"),
        ("model", "problem", "warning"),
    ):
        message = json_object(said.get(part)).get(name)
        if message:
            yield Diagnosis("fault" if level == "fault" else "warning", str(message))


def model(here: Installation) -> Iterator[Diagnosis]:
    """Whether there is a key for a model, and (asked with --ask-model) whether it is taken."""
    from ...ai import local

    environ, key = without_keys(here.environ)
    base = environ.get("COMMONGROUND_BASE_URL") or environ.get("ANTHROPIC_BASE_URL") or ""
    named = [name for name in ALL_KEY_VARIABLES if here.environ.get(name, "").strip()]
    if not key and not base and not environ.get("COMMONGROUND_MODEL"):
        if local.available():
            yield Diagnosis("hint", "No model's key is set here: the embedded demo model answers.",
                            "export ANTHROPIC_API_KEY=... before `commonground lab`")  # fmt: skip
        elif here.server is None:
            yield Diagnosis(
                "warning", "No model is set up.",
                "export ANTHROPIC_API_KEY=..., or: commonground model install",
            )  # fmt: skip
        return
    if key and (key != key.strip("'\"") or any(c.isspace() for c in key)):
        yield Diagnosis("fault", f"The key in {named[0]} has quotes or blanks in it.",
                        f"Set {named[0]} again: nothing but the key itself.")  # fmt: skip
    if here.asks_model and key:
        yield from _key_taken(base or DEFAULT_MODEL_URL, key, named[0] if named else "the key")


def _key_taken(base: str, key: str, name: str) -> Iterator[Diagnosis]:
    try:
        with httpx2.Client(timeout=WITHIN) as http:
            headers = {"x-api-key": key, "anthropic-version": "2023-06-01"}
            answer = http.get(f"{base.rstrip('/')}/v1/models", headers=headers)
    except (httpx2.HTTPError, ValueError, OSError):
        said = f"The model's server at {urlsplit(base).hostname} does not answer."
        yield Diagnosis("warning", said, "Look at the network, the proxy and the base URL.")
        return
    if answer.status_code in (401, 403):
        said = f"The model's server refuses the key in {name}."
        yield Diagnosis("fault", said, "Make a new key, and set it where the server starts.")


def _asked(here: Installation, path: str) -> httpx2.Response | None:
    """The answer of the server here, or of the one that the environment names; asked for once."""
    if path not in here.answers:
        here.answers[path] = _answer(here, path)
    found: httpx2.Response | None = here.answers[path]
    return found


def _answer(here: Installation, path: str) -> httpx2.Response | None:
    """What it answers to the person who types, or to nobody where a token may not go there.

    A token is shown to a server of ours alone: another program may have taken the port.
    """
    api, certificate = _api(here)
    if not api:
        return None
    try:
        verify = verified(api, certificate)
        with httpx2.Client(trust_env=False, timeout=WITHIN, verify=verify) as http:
            answer = http.get(api + path)
            headers = _shown(here) if VERSION_HEADER in answer.headers else None
            return http.get(api + path, headers=headers) if headers else answer
    except (httpx2.HTTPError, ValueError, OSError):
        return None


def _api(here: Installation) -> tuple[str, str | None]:
    """The API of the server here, or of the one that the environment names; its certificate."""
    if here.server is not None:
        return here.server.api, here.server.certificate
    named = here.environ.get(URL_VARIABLE, "").strip()
    return api_of(named) if named else "", here.environ.get(CERTIFICATE_VARIABLE) or None


def _reached(here: Installation) -> MemberAddress:
    """Where the token goes. Raises SetupError where it may not go there."""
    api, certificate = _api(here)
    plain_http = here.environ.get(PLAIN_HTTP_VARIABLE, "").strip() == "1"
    token = token_in(here.environ)
    return checked_address(api, token, certificate, plain_http=plain_http)


def _shown(here: Installation) -> Mapping[str, str] | None:
    try:
        return {"Authorization": f"token {_reached(here).token}"}
    except SetupError:
        return None


def _json(answer: httpx2.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def stamp() -> str:
    """The time of a report, by this machine's clock."""
    return time.strftime("%Y-%m-%d %H:%M:%S %z")
