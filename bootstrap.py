"""The composition root: the one place that chooses adapters, reads the clock and makes ids."""
