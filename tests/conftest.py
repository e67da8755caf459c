"""What many tests read and none changes."""

from __future__ import annotations

import pytest

from drafter.matrix.loading import OpenMatrix, open_matrix


@pytest.fixture(scope="session")
def kyoto() -> OpenMatrix:
    """The matrix and the concordance that ship."""
    return open_matrix("kyoto-2021")
