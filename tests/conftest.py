"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.left_open import close_what_was_left_open


@pytest.fixture(autouse=True)
def _logs_are_closed() -> Iterator[None]:
    yield
    close_what_was_left_open()
