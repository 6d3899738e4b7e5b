"""Logs of answerable on an UmaDB server."""
