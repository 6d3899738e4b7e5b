"""What each port promises, as pytest classes. Each test is one guarantee, in its docstring."""

import pytest

pytest.register_assert_rewrite(__name__)
