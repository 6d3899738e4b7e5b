"""What each port promises, as pytest classes. Each test is one guarantee, in its docstring."""
