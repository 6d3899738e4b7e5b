"""The verifier: reads a case file or a log file, and imports nothing of the rest of this package.

Its modules are joined into one file that runs with the standard library alone (`join.py`).
"""
