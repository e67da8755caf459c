"""The browsers that the tests open pages in: Chromium through Playwright, Firefox through its own protocol.

Playwright steers only a Firefox that was built for it; Debian's is steered by Marionette, the protocol that
every Firefox speaks: JSON over a socket, each message with its length before it
(firefox-source-docs.mozilla.org, Marionette, Protocol).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools import cannot_run

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_FIREFOX = ("firefox-esr", "firefox")
_PATIENCE = 60  # seconds


def _program(names: tuple[str, ...], what: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or cannot_run(f"{what} is not installed")


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """A running Chromium."""
    program = _program(_CHROMIUM, "Chromium")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  # may be missing
    except ImportError:
        cannot_run("playwright is not installed")
    with sync_playwright() as playwright:
        # Where there is no sandbox for root, as in a container, Chromium would not start with it.
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"] if is_root else []
        )
        try:
            yield browser
        finally:
            browser.close()


class Firefox:
    """A Firefox with one window.

    Args:
        folder: For its profile; it keeps there what pages keep.
    """

    def __init__(self, folder: Path) -> None:
        program = _program(_FIREFOX, "Firefox")
        profile = folder / "profile"
        profile.mkdir(exist_ok=True)
        downloads = folder / "downloads"
        downloads.mkdir(exist_ok=True)
        preferences = {
            "marionette.port": 0,
            "browser.shell.checkDefaultBrowser": False,
            "browser.download.dir": str(downloads),
            "browser.download.folderList": 2,
            "browser.download.alwaysOpenPanel": False,
            "browser.helperApps.neverAsk.saveToDisk": "application/yaml",
            "datareporting.policy.dataSubmissionEnabled": False,
            "app.normandy.enabled": False,
            "network.proxy.type": 1,  # nothing leaves: every address but files has a proxy that is not there
            "network.proxy.http": "127.0.0.1",
            "network.proxy.http_port": 9,
            "network.proxy.ssl": "127.0.0.1",
            "network.proxy.ssl_port": 9,
        }
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()
        ]
        (profile / "user.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.downloads = downloads
        self._process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
        )
        try:
            self._socket = self._connect(profile)
            self._stream = self._socket.makefile("rb")
            self._receive()  # its greeting
            self._number = 0
            self.command("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": False}})
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise

    def _connect(self, profile: Path) -> socket.socket:
        end = time.monotonic() + _PATIENCE
        port_file = profile / "MarionetteActivePort"
        while time.monotonic() < end:
            with contextlib.suppress(OSError, ValueError):
                return socket.create_connection(("127.0.0.1", int(port_file.read_text())), _PATIENCE)
            time.sleep(0.1)
        pytest.fail("Firefox did not start")

    def _receive(self) -> Any:
        length = b""
        while (sign := self._stream.read(1)) != b":":
            assert sign, "Firefox has gone"
            length += sign
        return json.loads(self._stream.read(int(length)))

    def command(self, name: str, **parameters: object) -> Any:
        """Have it do something (the commands of WebDriver)."""
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._receive()
        assert error is None, error
        return result.get("value", result) if isinstance(result, dict) else result

    def open(self, path: Path) -> None:
        """Open a file, or the same one again."""
        self.command("WebDriver:Navigate", url=path.as_uri())

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script of the test's in the page: what it returns."""
        return self.command(
            "WebDriver:ExecuteScript", script=script, args=list(arguments), sandbox="default", newSandbox=True
        )

    def press(self, keys: str) -> None:
        """Press keys one after the other; Enter is \\ue007, Escape \\ue00c."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.command("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def picture(self, path: Path) -> None:
        """A picture of what the window shows."""
        import base64  # noqa: PLC0415  # only when one looks

        path.write_bytes(base64.b64decode(self.command("WebDriver:TakeScreenshot", full=False)))

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(OSError, AssertionError):
            self.command("Marionette:Quit", flags=["eForceQuit"])
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._stream.close()
        self._socket.close()


def wait_for(found: Any) -> Any:
    """What a function gives as soon as it gives something."""
    end = time.monotonic() + _PATIENCE
    while not (value := found()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return value


def policy_of(page: str) -> dict[str, str]:
    """The directives of a page's Content Security Policy."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return dict(directive.strip().split(" ", 1) for directive in found[1].split(";"))
