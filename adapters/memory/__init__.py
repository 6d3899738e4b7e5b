"""A store that lives as long as its process: for trials, tests and products' own tests."""
