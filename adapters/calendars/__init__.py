"""Calendars from the `holidays` package, as data to be recorded (ADR 20)."""
