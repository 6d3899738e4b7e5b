"""The command line: what the desk knows, for people and, with `--json`, for programs."""
