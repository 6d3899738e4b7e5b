"""A due time told in Polish, Italian and English, day by day, with Babel's data (ADR 20)."""
