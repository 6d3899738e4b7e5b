"""The system calls of a child on the files of one folder, recorded by strace, in their order."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,open,creat,write,writev,pwrite64,pwritev,fsync,fdatasync,ftruncate,truncate,"
    "rename,renameat,renameat2,unlink,unlinkat,fallocate"
)
STRACE = ("strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "16777216", "-e")
LINE = re.compile(r"(?P<thread>\d+) +(?P<rest>.*)")
CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
HANDLE = re.compile(r"^(?P<number>\d+)<(?P<path>[^>]*)>(?P<gone>\(deleted\))?")
QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
UNFINISHED = " <unfinished ...>"


GAVE_UP = 3
"""The exit code of a child whose store could not be used any more."""


class ChildError(Exception):
    """The child ended in a way nobody foresaw."""


class UnknownCallError(Exception):
    """A system call on the files that the disk of the images knows nothing of."""


@dataclass(frozen=True, slots=True)
class Step:
    """One system call: `write`, `truncate`, `sync`, `create`, `unlink`, `rename` or `say`."""

    kind: str
    name: str = ""
    """The file in the folder; empty for the folder itself."""
    at: int = 0
    """The offset of a write, the size of a truncation."""
    data: bytes = b""
    begun: int = 0
    """How many steps had come before it when it was called."""
    failed: bool = False
    target: str = ""


def has_strace() -> bool:
    """Is strace there, and may it trace?"""
    if not shutil.which("strace"):
        return False
    tried = subprocess.run([*STRACE, "trace=none", "-o", os.devnull, "true"], check=False)
    return tried.returncode == 0


def record(
    child: Sequence[str], folder: Path, trace: Path, *, inject: str = "", earlier: int = 0
) -> list[Step]:
    """Run the child under strace; its system calls on the files of `folder`, and what it said.

    `inject` makes a call fail, as in `pwrite64:error=EIO:when=3`, or kills the child there, as in
    `fdatasync:signal=SIGKILL:when=3`. So many steps were recorded `earlier`, of another child.
    """
    injection = ["-e", f"inject={inject}"] if inject else []
    run = [*STRACE, f"trace={CALLS}", *injection, "-o", str(trace), *child]
    ended = subprocess.run(run, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if ended.returncode not in {0, GAVE_UP, -signal.SIGKILL}:
        raise ChildError(f"{ended.returncode}: {ended.stderr.decode(errors='replace')}")
    with trace.open() as lines:
        return list(steps(lines, folder.resolve(), earlier))


def steps(lines: Iterable[str], folder: Path, count: int = 0) -> Iterator[Step]:
    """What the lines of a trace say of the folder, in the order in which it took effect."""
    begun: dict[str, tuple[int, str]] = {}
    for line in lines:
        found = LINE.match(line)
        if not found or found["rest"].startswith(("+++", "---")):
            continue
        thread, rest = found["thread"], found["rest"]
        if rest.endswith(UNFINISHED):
            begun[thread] = (count, rest.removesuffix(UNFINISHED))
            continue
        since, start = begun.pop(thread, (count, "")) if rest.startswith("<...") else (count, "")
        whole = start + re.sub(r"^<\.\.\. \w+ resumed>", "", rest)
        for step in _steps_of(whole, folder, since):
            count += 1
            yield step


def _steps_of(call: str, folder: Path, begun: int) -> Iterator[Step]:
    found = CALL.match(call)
    if not found:
        return
    name, arguments, result = found["name"], found["arguments"], int(found["result"])
    if name in ("unlink", "unlinkat", "rename", "renameat", "renameat2"):
        yield from _names(name, arguments, folder, result)
    elif name in ("open", "openat", "creat"):
        yield from _created(name, arguments, folder, result)
    else:
        yield from _changed(name, arguments, folder, result, begun)


def _names(name: str, arguments: str, folder: Path, result: int) -> Iterator[Step]:
    paths = [_inside(Path(bytes_of(text).decode()), folder) for text in QUOTED.findall(arguments)]
    if result == 0 and paths[0]:
        kind = "unlink" if name.startswith("unlink") else "rename"
        yield Step(kind, paths[0], target=(paths[1] or "") if kind == "rename" else "")


def _created(name: str, arguments: str, folder: Path, result: int) -> Iterator[Step]:
    path = _inside(Path(bytes_of(QUOTED.findall(arguments)[0]).decode()), folder)
    if result < 0 or not path:
        return
    if name == "creat" or "O_TRUNC" in arguments:
        raise UnknownCallError(f"{name} that truncates {path}")
    if "O_CREAT" in arguments:
        yield Step("create", path)


def _changed(name: str, arguments: str, folder: Path, result: int, begun: int) -> Iterator[Step]:
    handle = HANDLE.match(arguments)
    if not handle or handle["gone"]:
        return
    if handle["number"] == "1" and name == "write":
        yield Step("say", data=bytes_of(QUOTED.findall(arguments)[0]))
        return
    path = Path(bytes_of(handle["path"]).decode("utf-8", "replace"))
    inside = "" if path == folder else _inside(path, folder)
    if inside is None:
        return
    if name in ("fsync", "fdatasync"):
        yield Step("sync", inside, begun=begun, failed=result < 0)
    elif result >= 0:
        yield _written(name, arguments, inside, result)


def _written(name: str, arguments: str, inside: str, result: int) -> Step:
    last = arguments.rsplit(", ", 1)[1]
    if name == "pwrite64":
        return Step("write", inside, int(last), bytes_of(QUOTED.findall(arguments)[0])[:result])
    if name == "ftruncate":
        return Step("truncate", inside, int(last))
    raise UnknownCallError(f"{name} on {inside}")


def _inside(path: Path, folder: Path) -> str | None:
    """The name of a file in the folder, None for files elsewhere."""
    return path.name if path.parent == folder else None


def bytes_of(quoted: str) -> bytes:
    r"""The bytes of `\x41\x42`."""
    return bytes.fromhex(quoted.replace("\\x", ""))
