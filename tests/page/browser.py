"""Headless Chromium, driven by its DevTools protocol: a page is opened, watched and used."""

from __future__ import annotations

import subprocess
from base64 import b64decode
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.page.wire import Wire

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--remote-debugging-port=0", "--window-size=1280,900"),
)
KEYS = {"ArrowLeft": 37, "ArrowRight": 39, "Home": 36, "End": 35, "Tab": 9, "Enter": 13, " ": 32}


class Browser:
    """One tab, with everything that it said and asked for."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.number = 0
        self.session: str | None = None
        self.said: list[str] = []
        self.requests: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401
        """Send a command; its result."""
        self.number += 1
        sent: dict[str, Any] = {"id": self.number, "method": method, "params": parameters}
        self.wire.send({**sent, **({"sessionId": self.session} if self.session else {})})
        while (told := self.wire.receive()).get("id") != self.number:
            self.note(told)
        if "error" in told:
            raise RuntimeError(f"{method}: {told['error']}")
        result: dict[str, Any] = told["result"]
        return result

    def note(self, told: dict[str, Any]) -> None:
        """Remember what a script wrote or threw, what the browser complained of or fetched."""
        body = told.get("params", {})
        match told.get("method"):
            case "Runtime.consoleAPICalled":
                self.said.append(str(body["args"]))
            case "Runtime.exceptionThrown":
                self.said.append(str(body["exceptionDetails"]))
            case "Log.entryAdded":
                self.said.append(str(body["entry"]["text"]))
            case "Network.requestWillBeSent":
                self.requests.append(str(body["request"]["url"]))
            case _:
                pass

    def open(self, file: Path) -> None:
        """Open a file from disk, and wait until it is there."""
        self.said.clear()
        self.requests.clear()
        self.ask("Page.navigate", url=file.as_uri())
        while self.run("document.readyState") != "complete" or not self.run("!!document.body"):
            pass
        self.frame()

    def frame(self) -> None:
        """Wait until what was changed is on the screen."""
        self.run("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(1))))")

    def run(self, script: str) -> Any:  # noqa: ANN401
        """The value of a script in the page."""
        how = {"returnByValue": True, "awaitPromise": True}
        told = self.ask("Runtime.evaluate", expression=script, **how)
        if "exceptionDetails" in told:
            raise RuntimeError(str(told["exceptionDetails"]))
        return told["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        text = {"Enter": "\r", " ": " "}.get(key)
        named = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        kind = "keyDown" if text else "rawKeyDown"
        self.ask("Input.dispatchKeyEvent", type=kind, **named, **({"text": text} if text else {}))
        self.ask("Input.dispatchKeyEvent", type="keyUp", **named)
        self.frame()

    def picture(self, file: Path) -> None:
        """What is on the screen, as a PNG."""
        file.write_bytes(b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))

    def prefer(self, scheme: str, media: str = "") -> None:
        """Ask for a dark or a light page, on a screen or in print."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", media=media, features=features)


@contextmanager
def chromium() -> Generator[Browser]:
    """A browser of its own, with an empty profile, ended when done."""
    with TemporaryDirectory() as profile:
        started = subprocess.Popen(
            [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        with started:
            assert started.stderr
            said = (line for line in started.stderr if "ws://" in line)
            wire = Wire(next(said).split()[-1])
            browser = Browser(wire)
            try:
                yield browser
            finally:
                browser.session = None
                browser.ask("Browser.close")
                wire.close()
                started.stderr.close()
                started.wait()
