"""Browsers in which the tests open pages: Chromium by Playwright, Firefox by its protocol.

Playwright steers only a Firefox that was built for it. Every Firefox speaks Marionette: JSON over a socket,
each message with its length before it (firefox-source-docs.mozilla.org, Marionette, Protocol).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time

from tools import cannot_run

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_FIREFOX = ("firefox-esr", "firefox")
_PATIENCE = 60  # seconds


def _program(names, what):
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or cannot_run(f"{what} is not installed")


@contextlib.contextmanager
def chromium():
    """A running Chromium."""
    program = _program(_CHROMIUM, "Chromium")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  # may be missing
    except ImportError:
        cannot_run("playwright is not installed")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class Firefox:
    """A Firefox with a window, and its profile in a folder."""

    def __init__(self, folder):
        program = _program(_FIREFOX, "Firefox")
        profile = folder / "profile"
        profile.mkdir(exist_ok=True)
        preferences = {
            "marionette.port": 0,
            "browser.shell.checkDefaultBrowser": False,
            "network.proxy.type": 1,
        }
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in preferences.items()]
        (profile / "user.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
        )
        self._number = 0
        self._socket = self._connect(profile / "MarionetteActivePort")
        self._stream = self._socket.makefile("rb")
        self._receive()  # its greeting
        self._command("WebDriver:NewSession", capabilities={})

    def _connect(self, port):
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(OSError, ValueError):
                return socket.create_connection(("127.0.0.1", int(port.read_text())), _PATIENCE)
            time.sleep(0.1)
        self._process.kill()
        return cannot_run("Firefox did not start")

    def _receive(self):
        length = b""
        while (sign := self._stream.read(1)) != b":":
            assert sign, "Firefox has gone"
            length += sign
        return json.loads(self._stream.read(int(length)))

    def _command(self, name, **parameters):
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._receive()
        assert error is None, error
        return result.get("value", result) if isinstance(result, dict) else result

    def open(self, path):
        """Open a file, or open it again."""
        self._command("WebDriver:Navigate", url=path.as_uri())

    def run(self, script):
        """What a script of the test's returns, run in the page."""
        return self._command("WebDriver:ExecuteScript", script=script, args=[], sandbox="default")

    def press(self, keys):
        """Press keys in order."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._command("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def close(self):
        """End it."""
        with contextlib.suppress(OSError, AssertionError):
            self._command("Marionette:Quit", flags=["eForceQuit"])
        self._socket.close()
        self._stream.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
