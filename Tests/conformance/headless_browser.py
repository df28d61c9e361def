"""Drives a headless Chromium over its debugging pipe; needs nothing beside Python and chromium."""

import base64
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time


class Browser:
    """One page of one browser. Messages of the page that tell of errors are kept in `faults`."""

    def __init__(self, program: str = "chromium") -> None:
        self.profile = tempfile.TemporaryDirectory()
        to_browser, self.commands = os.pipe()
        self.answers, from_browser = os.pipe()
        arguments = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
            "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
            f"--user-data-dir={self.profile.name}",
        ]
        # The browser reads commands from descriptor 3 and answers on 4.
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{to_browser} 4>&{from_browser}', "browser", *arguments],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.number = 0
        self.rest = b""
        self.session = None
        self.events: list[dict] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.commands)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.answers)
        self.profile.cleanup()

    def _next(self) -> dict:
        while b"\0" not in self.rest:
            piece = os.read(self.answers, 1 << 16)
            if not piece:
                raise RuntimeError("the browser has ended")
            self.rest += piece
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method: str, **parameters: object) -> dict:
        """The result of a command; events that come before it are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, expression: str) -> object:
        """The value of a JavaScript expression in the page."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def resize(self, width: int, height: int, dark: bool = False) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, page: pathlib.Path) -> float:
        """Loads a file; the seconds until it was complete."""
        self.events = []
        start = time.monotonic()
        self.call("Page.navigate", url=page.resolve().as_uri())
        while not self.evaluate("document.readyState === 'complete' && location.href !== 'about:blank'"):
            time.sleep(0.05)
        return time.monotonic() - start

    @property
    def faults(self) -> list[str]:
        """What the console and the network tell of errors since the page was opened."""
        self.evaluate("0")
        faults = []
        for event in self.events:
            content = event.get("params", {})
            match event.get("method"):
                case "Runtime.exceptionThrown":
                    faults.append(json.dumps(content["exceptionDetails"])[:500])
                case "Log.entryAdded" if content["entry"]["level"] in ("error", "warning"):
                    faults.append(content["entry"]["text"])
                case "Runtime.consoleAPICalled" if content["type"] in ("error", "warning", "assert"):
                    faults.append(json.dumps(content["args"])[:500])
                case "Page.javascriptDialogOpening":
                    faults.append(f"a dialog: {content['message']}")
                case "Network.requestWillBeSent":
                    url = content["request"]["url"]
                    if not url.startswith("file:"):
                        faults.append(f"the page asked for {url[:200]}")
        return faults

    def media(self, name: str) -> None:
        """Shows the page as for `print` or `screen`."""
        self.call("Emulation.setEmulatedMedia", media=name)

    def pdf(self, path: pathlib.Path) -> int:
        """Prints the page to a file; how many sheets it takes."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        printed = base64.b64decode(answer["data"])
        path.write_bytes(printed)
        return len(re.findall(rb"/Type\s*/Page\b", printed))

    def picture(self, path: pathlib.Path, whole: bool = False) -> None:
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(answer["data"]))
