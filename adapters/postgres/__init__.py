"""The log in a schema of a PostgreSQL database, on the eventsourcing package's recorders."""
