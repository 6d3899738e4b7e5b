"""Everything that knows a technology."""
