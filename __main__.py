"""The command line `answerable`, also `python -m answerable`."""

from __future__ import annotations

import sys
from importlib.util import find_spec

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
    from .bootstrap import open_desk

    return run(open_desk)


if __name__ == "__main__":
    sys.exit(main())
