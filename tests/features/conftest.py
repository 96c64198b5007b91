"""The fixtures that tests of features share: a service in memory, and one real server a module."""

from tests.server.conftest import server as server
from tests.service.conftest import anyio_backend as anyio_backend
from tests.service.conftest import service as service
from tests.service.conftest import store as store
