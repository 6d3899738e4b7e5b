"""An anchor that is a git repository of somebody else's: committed to a clone here, and pushed.

The program `git` does it, as it is set up: its names, its keys, its remotes.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import quote

from ...application.ledger.anchoring import NotAnchoredError
from .folder import FolderAnchor, file_of

KIND, WAIT_SECONDS = ".git", 60
COMMIT = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?\n")
ELSEWHERE = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"}
"""What would lead git to another repository than the clone."""


class GitAnchor:
    """An `Anchor`: a commit of the file `ORIGIN.SIZE.note`; its proof is the id of the commit."""

    def __init__(self, clone: Path, remote: str) -> None:
        self._clone = clone
        self._remote = remote
        self.name = f"{clone.resolve().name}.{quote(remote, safe='')}{KIND}"

    def knows(self, anchor: str) -> bool:
        """Is it the anchor of that name?"""
        return anchor == self.name

    def put(self, note: bytes) -> bytes:
        """Commit the file, unless that was done, and push; the id of the commit.

        A push that is refused is an error: nothing is ever forced.

        Raises:
            NotAnchoredError: another checkpoint stands there, or git cannot do it.
        """
        file = FolderAnchor(self._clone).put(note).decode()
        if self._git("status", "--porcelain", "--", file):
            self._git("add", "--", file)
            self._git("commit", "-q", "-m", f"Checkpoint {file}", "--only", "--", file)
        self._git("push", "-q", "--", self._remote, "HEAD")
        return self._git("log", "-1", "--format=%H", "--", file)

    def shown(self, note: bytes, proof: bytes) -> str:
        """That the remote has the commit, and the note in it.

        Raises:
            NotAnchoredError: it has not.
        """
        if not COMMIT.fullmatch(proof):
            raise NotAnchoredError("The receipt names no commit.")
        commit = proof.decode().strip()
        self._git("fetch", "-q", "--prune", "--", self._remote)
        theirs = f"{self._remote}/*"
        if not self._git("branch", "-r", "--contains", commit, "--list", theirs):
            raise NotAnchoredError(f"{self._remote} does not have {commit}.")
        if self._git("cat-file", "blob", f"{commit}:./{file_of(note)}") != note:
            raise NotAnchoredError(f"{commit} holds another note.")
        return f"{self._remote} has it in {commit}."

    def _git(self, *words: str) -> bytes:
        around = {name: told for name, told in os.environ.items() if name not in ELSEWHERE}
        try:
            done = subprocess.run(  # noqa: S603  # no shell, and no word of it begins with a dash
                ["git", "-C", str(self._clone), *words],  # noqa: S607  # whichever git is installed
                capture_output=True,
                check=False,
                stdin=subprocess.DEVNULL,
                timeout=WAIT_SECONDS,
                env={**around, "GIT_TERMINAL_PROMPT": "0"},
            )
        except FileNotFoundError:
            raise NotAnchoredError("git is not installed.") from None
        except subprocess.TimeoutExpired:
            raise NotAnchoredError(f"git {words[0]} took too long.") from None
        if done.returncode:
            told = " ".join(done.stderr.decode(errors="replace").split())
            raise NotAnchoredError(f"git {words[0]} failed: {told or 'without a word'}")
        return done.stdout
