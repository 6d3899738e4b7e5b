"""Pure folds over the log, one view a file."""
