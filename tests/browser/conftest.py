"""A server of its own on the annotated corpus, and Debian's Chromium that may ask nobody else."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.stored import base_of

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def knowledge_base(tmp_path_factory):
    path = tmp_path_factory.mktemp("kb") / "gold.sqlite"
    base_of(path).connection.close()
    return path


@pytest.fixture(scope="session")
def server(knowledge_base):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--kb", str(knowledge_base)]
    process = subprocess.Popen([*command, "--port", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api/health", timeout=5).read()
                break
            except OSError:
                time.sleep(0.25)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def context(browser, server):
    made = browser.new_context(
        viewport={"width": 1366, "height": 768}, base_url=server, accept_downloads=True
    )
    yield made
    made.close()


@pytest.fixture
def page(context, server):
    """Yield a page; asking another host, an error or a refused script fails the test."""
    opened = context.new_page()
    wrong = []
    opened.on("request", lambda request: _is_own(request.url, server) or wrong.append(request.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    yield opened
    assert wrong == []


def _is_own(url, server):
    return url.startswith((f"{server}/", "data:", "blob:", "about:"))
