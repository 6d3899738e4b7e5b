"""Event logs of other systems, read as timelines. They never become events of ours."""
