"""The report on an adapter, as a program: `python -m answerable.testing MODULE:NAME`."""

import sys

from .report import main

if __name__ == "__main__":
    sys.exit(main())
