from __future__ import annotations

from tests.kernel.conftest import server as server
