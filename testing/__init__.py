"""The kit for whoever writes an adapter: the contracts of the ports, and what tries to break them.

Needs the extra `testing`. See docs/write-an-adapter.md.
"""
