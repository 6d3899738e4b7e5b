"""Replay as a page: one HTML file that opens from disk and asks no server anything."""
