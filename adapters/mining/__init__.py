"""The log written for process miners: OCEL 2.0 as JSON and SQLite, and XES."""
