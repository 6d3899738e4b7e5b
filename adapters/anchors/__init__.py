"""Where checkpoints are put out of the operator's reach: folders, git, time-stamps; receipts."""
