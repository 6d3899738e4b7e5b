"""A witness as a small program that a second party runs: needs nothing of the log it witnesses."""
