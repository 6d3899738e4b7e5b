"""What each port promises, as pytest classes. Each test is one guarantee, in its docstring."""

from pathlib import Path

import pytest

# So that a failed assertion says what it compared.
pytest.register_assert_rewrite(
    *(f"{__name__}.{path.stem}" for path in Path(__file__).parent.glob("[a-z]*.py"))
)
