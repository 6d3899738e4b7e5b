"""Questions auditors ask of the log, one subject a file; each figure with the events behind it."""
