"""The command line `answerable`, also `python -m answerable`."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .application.desk import Desk

INSTALL_CLI = """\
The command line needs the extra "cli", which is not installed. Install it with:

    pip install "answerable[cli]"
"""


def main() -> int:
    """Run the command line; 2 when the extra it needs is missing."""
    if not (find_spec("typer") and find_spec("rich")):
        sys.stderr.write(INSTALL_CLI)
        return 2
    from .adapters.cli.app import main as run

    return run(open_desk)


def open_desk(url: str) -> Desk:
    """Open a desk; the library is loaded only then, so that help is quick."""
    from .bootstrap import open_desk as opened

    return opened(url)


if __name__ == "__main__":
    sys.exit(main())
