"""Histories that began elsewhere: registers and surveys, read row by row and told honestly."""
