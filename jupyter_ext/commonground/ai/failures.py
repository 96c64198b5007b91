"""Every failure of the SDK and of its transport, in our words and with what to do next.

Pure: the table goes by class name, so that this module imports neither, and a class that the
installed SDK does not have costs nothing. A test walks the SDK and fails where a class is missing
here. What the provider said is quoted, shortened, and without the key.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..errors import (
    ModelAuth,
    ModelBroken,
    ModelBusy,
    ModelError,
    ModelRequest,
    PicturesRefused,
    ToolsRefused,
)
from .base import ModelInfo
from .secret import Secret

_QUOTE = 240
_KEY_LIKE = re.compile(r"\b(?:sk|pk|api|key)[-_][\w*.-]{6,}")
_TOO_LONG = re.compile(
    r"prompt is too long|exceed_context_size|context (?:window|length|size)|too many tokens", re.I
)
_NO_CREDIT = re.compile(r"credit balance|out of credits|insufficient (?:credit|funds)", re.I)
_NO_TOOLS = re.compile(
    r"(?:not|n't) support (?:the use of )?tools?\b"
    r"|\btools? (?:\w+ )?(?:is|are) (?:not|un)\s?supported"
    r"|\btools?\b.{0,30}\brequires? --",
    re.I,
)
"""How servers of one's own say that the model, or they as they were started, take no tools."""
_PICTURES = re.compile(r"\b(?:image|vision|multimodal|mmproj)s?\b", re.I)
"""What a refusal speaks of where it is for a picture: its type, its size, or that there is one."""
_REFUSALS = (400, 413, 415, 422, 500, 501)
"""How servers answer what they can't read."""


class Failure(NamedTuple):
    """Which error of ours it is, what happened (after the model's name), and what to do."""

    error: type[ModelError]
    what: str
    remedy: str
    quote: bool = False


_KEY = "Set a valid ANTHROPIC_API_KEY where the Jupyter server is started, and restart the server."
_CREDIT = "Add credit or raise the limit in the provider's console, or use another key."
_ACCESS = "Set COMMONGROUND_MODEL to a model that this key may use, or ask whoever manages the key."
_SHORTER = "Ask with fewer cells and outputs above the question, or retire entries that are done."
_WAIT = "Wait a minute, then ask again."
_AGAIN = "Ask again. What had arrived is kept."
_ADDRESS = "Check COMMONGROUND_BASE_URL and COMMONGROUND_MODEL: the server must offer /v1/messages."
_REPORT = "Ask again. If it stays so, report it with the version of the anthropic package."

TOO_LONG = Failure(ModelRequest, "the prompt is longer than the model can read.", _SHORTER, True)
NO_CREDIT = Failure(ModelAuth, "the account behind the key has no credit left.", _CREDIT, True)
REFUSED = Failure(
    ModelRequest,
    "the server refused the request.",
    "Change the question, or check COMMONGROUND_MODEL and max_tokens.",
    True,
)
NO_TOOLS = Failure(
    ToolsRefused,
    "the server takes no tools for this model.",
    "Set c.CommonGroundApp.tools = False, or choose a model that can use them.",
    True,
)
NO_PICTURES = Failure(
    PicturesRefused,
    "the server takes no pictures for this model, or not these.",
    "Choose a model that reads pictures, or clear the output that shows one.",
    True,
)
OVERLOADED = Failure(ModelBusy, "the provider is overloaded.", _WAIT)
RATE_LIMIT = Failure(ModelBusy, "the rate limit of this key is reached.", _WAIT, True)
SERVER = Failure(ModelBroken, "the server failed.", "Ask again in a moment.", True)
BROKE_OFF = Failure(ModelBroken, "the answer broke off on its way.", _AGAIN)
UNREADABLE = Failure(ModelBroken, "the server sent something that can't be read.", _REPORT)
NOT_MESSAGES = Failure(ModelRequest, "the server did not answer with a message.", _ADDRESS)
UNAUTHENTICATED = Failure(ModelAuth, "the key is missing or was not accepted.", _KEY, True)
FORBIDDEN = Failure(ModelAuth, "the key may not use this model.", _ACCESS, True)
NOT_FOUND = Failure(ModelRequest, "the server knows no such model or address.", _ADDRESS, True)
TIMED_OUT = Failure(ModelBroken, "the server took too long.", _AGAIN)
CLOUD_CREDENTIALS = Failure(
    ModelAuth, "the cloud's credentials are missing or can't be read.", "(see the cloud's remedy)"
)
_INTERNAL = Failure(ModelBroken, "the anthropic package failed.", _REPORT)
_SETUP = Failure(ModelAuth, "the credentials can't be read.", _KEY)

FAILURES: Mapping[str, Failure] = {
    # by status
    "BadRequestError": REFUSED,
    "AuthenticationError": UNAUTHENTICATED,
    "PaymentRequiredError": NO_CREDIT,
    "PermissionDeniedError": FORBIDDEN,
    "NotFoundError": NOT_FOUND,
    "RequestTimeoutError": TIMED_OUT,
    "ConflictError": SERVER,
    "PreconditionFailedError": REFUSED,
    "ContentTooLargeError": TOO_LONG,
    "UnprocessableEntityError": REFUSED,
    "RateLimitError": RATE_LIMIT,
    "ContractSpendLimitReachedError": NO_CREDIT,
    "EnforcedSpendLimitReachedError": NO_CREDIT,
    "RequestHeaderFieldsTooLargeError": REFUSED,
    "ClientClosedRequestError": BROKE_OFF,
    "InternalServerError": SERVER,
    "HTTPNotImplementedError": NOT_MESSAGES,
    "ServiceUnavailableError": OVERLOADED,
    "GatewayTimeoutError": TIMED_OUT,
    "OverloadedError": OVERLOADED,
    "OrganizationOnHoldError": FORBIDDEN,
    # by transport
    "APIConnectionError": Failure(
        ModelBroken,
        "the server can't be reached.",
        "Check the network of the Jupyter server and COMMONGROUND_BASE_URL, then ask again.",
    ),
    "APITimeoutError": TIMED_OUT,
    "APIResponseValidationError": UNREADABLE,
    "HTTPError": BROKE_OFF,
    "TimeoutException": TIMED_OUT,
    "StreamError": BROKE_OFF,
    # inside the SDK
    "CredentialsError": _SETUP,
    "WorkloadIdentityError": _SETUP,
    "MutuallyExclusiveAuthError": _SETUP,
    "RetryableError": SERVER,
    "APIWebhookValidationError": _INTERNAL,
    "StreamAlreadyConsumed": _INTERNAL,
    "MissingDependencyError": _INTERNAL,
    "ToolsetUsageError": _INTERNAL,
}
"""By the name of the class, or of the nearest class that it is derived from."""

BY_TYPE: Mapping[str, Failure] = {
    "invalid_request_error": REFUSED,
    "authentication_error": UNAUTHENTICATED,
    "billing_error": NO_CREDIT,
    "permission_error": FORBIDDEN,
    "not_found_error": NOT_FOUND,
    "request_too_large": TOO_LONG,
    "rate_limit_error": RATE_LIMIT,
    "timeout_error": TIMED_OUT,
    "api_error": SERVER,
    "overloaded_error": OVERLOADED,
    "memory_precondition_failed_error": REFUSED,
    "memory_path_conflict_error": SERVER,
    "conflict_error": SERVER,
}
"""By ``error.type``, for ``error`` events inside a stream and statuses that have no class."""

_UNREACHED = (FAILURES["APIConnectionError"], TIMED_OUT)
_CLOUD_REMEDIES: Mapping[str, str] = {
    "bedrock": "Give the Jupyter server credentials of AWS (a role, AWS_PROFILE or "
    "AWS_BEARER_TOKEN_BEDROCK) that may invoke this model in AWS_REGION, and restart the server.",
    "vertex": "Run 'gcloud auth application-default login' as the Jupyter server's user, or give "
    "it a service account; it must be let use this model in CLOUD_ML_REGION.",
    "foundry": "Set ANTHROPIC_FOUNDRY_API_KEY to a key of the resource, and COMMONGROUND_MODEL to "
    "foundry: and the name of a deployment there; restart the server.",
}
"""By kind of model, in the place of what is said of the provider's own key and address."""
GENERIC = frozenset({"AnthropicError", "APIError", "APIStatusError"})
"""Bases that say nothing by themselves."""


def translate(
    error: BaseException, info: ModelInfo, key: Secret, proxy: str | None = None
) -> ModelError:
    """Our error for one of the SDK's or of its transport's. ``proxy``: what stood between."""
    said = str(getattr(error, "api_message", None) or _message(error) or "")
    failure = _find(error, said)
    failure = _where_it_runs(failure, info)
    quoted = f" It said: “{_shorten(said, key)}”." if failure.quote and said.strip() else ""
    remedy = failure.remedy
    seconds = wait_asked(getattr(getattr(error, "response", None), "headers", {}))
    if failure.error is ModelBusy and seconds:
        remedy = f"Wait {_duration(seconds)}, then ask again."
    what = failure.what
    if proxy is not None and failure in _UNREACHED:
        what = f"{what.rstrip('.')} through the proxy {proxy}."
        remedy = (
            "Check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY where the Jupyter server is started; "
            f"NO_PROXY names what is asked without one. {remedy}"
        )
    return failure.error(f"{info.label}: {what}{quoted}", remedy)


def plainly(failure: Failure, info: ModelInfo) -> ModelError:
    """Our error where there is no exception to translate."""
    failure = _where_it_runs(failure, info)
    return failure.error(f"{info.label}: {failure.what}", failure.remedy)


def wait_asked(headers: Mapping[str, str]) -> float | None:
    """The seconds in ``retry-after-ms`` or ``retry-after``, if there is a number in it."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) / unit
        except (KeyError, ValueError):
            continue
        if math.isfinite(seconds) and seconds > 0:
            return seconds
    return None


def _find(error: BaseException, said: str) -> Failure:
    kind = getattr(error, "type", None)
    if _TOO_LONG.search(f"{said} {kind}"):
        return TOO_LONG
    if _NO_CREDIT.search(said):
        return NO_CREDIT
    if 400 <= getattr(error, "status_code", 0) <= 501 and _NO_TOOLS.search(said):
        return NO_TOOLS
    if getattr(error, "status_code", 0) in _REFUSALS and _PICTURES.search(said):
        return NO_PICTURES
    for base in type(error).__mro__:
        if base.__name__ in FAILURES:
            return FAILURES[base.__name__]
        if base.__name__ in GENERIC:
            break
    status = getattr(error, "status_code", 0)
    return BY_TYPE.get(str(kind)) or (REFUSED if 400 <= status < 500 else SERVER)


def _where_it_runs(failure: Failure, info: ModelInfo) -> Failure:
    """What to do about it, where the provider's own key and address are none of this model's."""
    if info.kind == "embedded":
        return _on_this_machine(failure)
    remedy = _CLOUD_REMEDIES.get(info.kind)
    if remedy is not None and failure.remedy in (_KEY, CLOUD_CREDENTIALS.remedy, _ADDRESS):
        return failure._replace(remedy=remedy)
    return failure


def _on_this_machine(failure: Failure) -> Failure:
    """The embedded model has neither key nor address: only asking again or shorter can help."""
    if failure in (TOO_LONG, REFUSED):
        return failure._replace(remedy=_SHORTER, quote=False)
    return Failure(ModelBroken, "it stopped answering.", "Ask again: it is started anew.")


def _message(error: BaseException) -> Any:
    """The message in bodies that don't follow the provider's form, else nothing."""
    body = getattr(error, "body", None)
    if isinstance(body, Mapping):
        inner = body.get("error", body)
        return inner.get("message") if isinstance(inner, Mapping) else inner
    return None


def _shorten(said: str, key: Secret) -> str:
    flat = _KEY_LIKE.sub("[key]", key.hide(" ".join(said.split())))
    return flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1] + "…"


def _duration(seconds: float) -> str:
    whole = math.ceil(seconds)
    return f"{whole} s" if whole < 120 else f"{math.ceil(whole / 60)} minutes"
