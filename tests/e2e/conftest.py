"""A real browser, one JupyterLab and one report site for all tests of this folder.

Debian's chromium is driven by playwright. Where there is no browser the tests are skipped, unless
REQUIRE_BROWSER=1 says that there must be one. A failure leaves a trace and a screenshot in build/e2e.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from aleppo_analysis.report import __main__ as report

TOP = Path(__file__).resolve().parents[2]
SCREENSHOTS, FAILURES = TOP / "build" / "screenshots", TOP / "build" / "e2e"
TIMEOUT = 120_000  # milliseconds to wait for a condition, enough for a busy machine
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
}


# -- the browser -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed chromium, without a network."""
    path = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if path is None:
        lacking = "No chromium was found (Debian: apt install chromium)."
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(lacking)
        pytest.skip(f"{lacking} The browser tests need one.")
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


class Tab(NamedTuple):
    """A page, and what it did that it should not."""

    page: Page
    errors: list[str]  # errors in its console, and dialogs
    requests: list[str]  # requests to anywhere but this machine


NewTab = Callable[..., Tab]


@pytest.fixture
def new_tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewTab]:
    """Opens tabs, each with settings of its own; if the test fails they leave a trace and a picture."""
    tabs: list[Tab] = []

    def opened(**settings: Any) -> Tab:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | settings))
        context.set_default_timeout(TIMEOUT)
        context.tracing.start(snapshots=True)
        tab = Tab(context.new_page(), [], [])
        _listen(tab)
        tabs.append(tab)
        return tab

    yield opened
    has_failed = request.node.stash.get(FAILED, False)
    for number, tab in enumerate(tabs):
        name = re.sub(r"\W+", "-", f"{request.node.name}-{number}")
        if has_failed:
            FAILURES.mkdir(parents=True, exist_ok=True)
            tab.page.screenshot(path=FAILURES / f"{name}.png")
        trace = {"path": FAILURES / f"{name}.zip"} if has_failed else {}
        tab.page.context.tracing.stop(**trace)
        tab.page.context.close()


def _listen(tab: Tab) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            tab.errors.append(f"{message.text} ({message.location.get('url')})")

    def on_request(sent: Request) -> None:
        if not sent.url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:", "about:")):
            tab.requests.append(sent.url)

    tab.page.on("console", on_console)
    tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.page.on("dialog", lambda dialog: (tab.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    tab.page.context.on("request", on_request)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember for the fixtures whether the test failed."""
    result: Any = yield
    if result.failed:
        item.stash[FAILED] = True
    return result


def violations(page: Page, *, of: tuple[str | None, ...] = ("serious", "critical")) -> list[str]:
    """What keeps people out of a page, as axe finds it: the rule, and the first place that breaks it.

    Of a table the first rows are looked at: the others are made as these are, and take half of the time.
    """
    shown = Axe().run(page, context={"exclude": [["tbody tr:nth-child(n+6)"]]}).response
    found = [one for one in shown["violations"] if one["impact"] in of]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.fixture(scope="session")
def picture() -> Callable[[Page, str], None]:
    """Keeps a screenshot to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str, *, full_page: bool = False) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=full_page)

    return keep


# -- JupyterLab ------------------------------------------------------------------------------------------


class Lab(NamedTuple):
    """A running JupyterLab: its address, its token, its folder."""

    url: str
    token: str
    folder: Path

    def address(self, notebook: str) -> str:
        """Where a notebook of the folder opens, in a workspace of its own."""
        name = re.sub(r"\W+", "-", notebook)
        return f"{self.url}/lab/workspaces/{name}/tree/{notebook}?token={self.token}"

    def stop_kernels(self) -> None:
        """End all kernels, so that they do not slow the next test down."""
        for session in json.load(self._ask("GET", "/api/sessions")):
            self._ask("DELETE", f"/api/sessions/{session['id']}")

    def _ask(self, method: str, path: str) -> Any:
        head = {"Authorization": f"token {self.token}"}
        asked = urllib.request.Request(self.url + path, headers=head, method=method)
        return urllib.request.urlopen(asked, timeout=TIMEOUT / 1000)


@pytest.fixture(scope="session")
def jupyterlab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One JupyterLab on a free port of this machine only, on a copy of the notebooks without outputs."""
    folder = tmp_path_factory.mktemp("lab")
    _copy_notebooks(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lab = Lab(f"http://127.0.0.1:{port}", secrets.token_hex(16), folder)
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1",
         f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}",
         "--LabApp.extension_manager=readonly", *(["--allow-root"] if os.geteuid() == 0 else [])],
        env=os.environ | _lab_settings(tmp_path_factory.mktemp("settings")) | {"JUPYTER_TOKEN": lab.token},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    said: list[str] = []
    is_up, log = threading.Event(), server.stderr
    assert log is not None

    def read_log() -> None:
        for line in log:
            said.append(line)
            if "is running at" in line:
                is_up.set()

    reader = threading.Thread(target=read_log, daemon=True)
    reader.start()
    try:
        assert is_up.wait(TIMEOUT / 1000), "JupyterLab did not start:\n" + "".join(said)
        yield lab
    finally:
        _stop(server)
        reader.join()
        log.close()


def _stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _copy_notebooks(folder: Path) -> None:
    """The project's notebooks with outputs and counts cleared: what shows up then was run by the test."""
    (folder / "notebooks").mkdir()
    for path in sorted((TOP / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, folder / "notebooks" / path.name)
    shutil.copytree(TOP / "data", folder / "data")


def _lab_settings(folder: Path) -> dict[str, str]:
    """Environment of a JupyterLab that knows no settings but ours and asks for no news."""
    for name, settings in SETTINGS.items():
        file = folder / "lab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings), "utf-8")
    return {
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "lab"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
    }


# -- the report ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report, built from the outputs stored in the notebooks (which other tests compare with a run)."""

    def stored(paths: list[Path], **_: object) -> dict[Path, nbformat.NotebookNode]:
        return {path: nbformat.read(path, as_version=4) for path in paths}

    out = tmp_path_factory.mktemp("site") / "report"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "run_notebooks", stored)
        report.build_report(TOP / "notebooks", out, tell=lambda _: None)
    return out
