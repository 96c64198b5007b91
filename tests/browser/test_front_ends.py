"""What the panel says where notebooks are not live, and where a kernel is no Python."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Office

pytestmark = pytest.mark.browser

ECHO = """
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


class Echo(Kernel):
    implementation = banner = "echo"
    implementation_version = "1"
    language_info = {"name": "echo", "mimetype": "text/plain", "file_extension": ".txt"}

    def do_execute(self, code, silent, *args, **kwargs):
        self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": code})
        done = {"status": "ok", "execution_count": self.execution_count}
        return done | {"payload": [], "user_expressions": {}}


IPKernelApp.launch_instance(kernel_class=Echo)
"""


def install(server_folder: Path) -> None:
    """A kernel that is no Python, as its package would leave it."""
    folder = server_folder / "share" / "kernels" / "echo"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "echo.py").write_text(ECHO)
    argv = [sys.executable, str(folder / "echo.py"), "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Echo", "language": "echo"}
    (folder / "kernel.json").write_text(json.dumps(spec))


def test_the_panel_says_what_is_not_there_and_what_works(office_not_live: Office) -> None:
    office = office_not_live
    install(office.server.folder)
    path = office.notebook("say")
    file = office.server.root / path
    content = json.loads(file.read_text())
    content["metadata"]["kernelspec"] = {"name": "echo", "display_name": "Echo", "language": "echo"}
    file.write_text(json.dumps(content))
    desk = office.desk(office.server.invite("Alice Adams"), path, dark=True)
    live, kernel = desk.part("banner-collaboration"), desk.part("banner-kernel")
    expect(live).to_contain_text("Live notebooks are switched off (YDocExtension.disable_rtc)")
    expect(kernel).to_contain_text("The kernel Echo is no Python")
    expect(kernel).to_contain_text("%%ai and %cg are not there")
    expect(kernel).to_contain_text("ask under Private")
    desk.wait_for_kernel()
    desk.shot("front-ends-dark")
    assert not violations(desk.page, ".cg-banners")
    # With another kernel it is gone, without a reload.
    desk.page.get_by_role("menuitem", name="Kernel", exact=True).click()
    desk.page.get_by_text("Change Kernel…").click()
    dialog = desk.page.locator(".jp-Dialog")
    dialog.locator("select").select_option(label="Python 3 (ipykernel)")
    dialog.get_by_role("button", name="Select").click()
    expect(kernel).to_be_hidden()
    expect(live).to_be_visible()
