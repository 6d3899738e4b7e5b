"""The log in one SQLite file, on the eventsourcing package's recorders."""
