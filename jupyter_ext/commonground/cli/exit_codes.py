"""What a command's exit code says: one table, and the code of each error."""

from __future__ import annotations

from ..errors import (
    CommonGroundError,
    ModelError,
    NetworkError,
    NotLoggedIn,
    Quarantined,
    ServerFailed,
    TokenRefused,
    UnexpectedAnswer,
)

FAILED, USAGE, UNREACHED, UNKNOWN_PERSON, KEPT_BACK, WARNED = 1, 2, 3, 4, 5, 6
NOT_YOURS, STOPPED = 7, 130
EXIT_CODES = {
    0: "Done.",
    FAILED: "Refused or failed: the message says why and what to do. `doctor`: something is wrong.",
    USAGE: "The words of the command are wrong.",
    UNREACHED: "No Common Ground server was reached.",
    UNKNOWN_PERSON: "The server does not accept the token.",
    KEPT_BACK: "The gate found a secret: nobody else saw the text.",
    WARNED: "`doctor`: nothing is broken, but something is not as it should be.",
    NOT_YOURS: "The server or its model failed by itself: nothing that you sent is wrong.",
    STOPPED: "Stopped by Ctrl+C; an answer is stopped on the server, too.",
}


def exit_code(error: CommonGroundError) -> int:
    """The exit code of a command that ends with that error."""
    match error:
        case UnexpectedAnswer():
            return FAILED
        case ServerFailed() | ModelError():
            return NOT_YOURS
        case NetworkError():
            return UNREACHED
        case NotLoggedIn() | TokenRefused():
            return UNKNOWN_PERSON
        case Quarantined():
            return KEPT_BACK
        case _ if type(error) is CommonGroundError:
            return NOT_YOURS
        case _:
            return FAILED
