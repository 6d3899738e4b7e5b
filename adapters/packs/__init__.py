"""Deadline packs as TOML files: ours in this folder, a product's own in its own (ADR 19)."""
