"""What many tests read and none changes."""

from __future__ import annotations

import pytest
from factory import ANNEX_B

from drafter.matrix.interpreter import Reading
from drafter.matrix.loading import OpenMatrix, open_matrix, read_document


@pytest.fixture(scope="session")
def annex_b() -> Reading:
    """Annex B, read from the document."""
    return read_document(ANNEX_B)


@pytest.fixture(scope="session")
def kyoto() -> OpenMatrix:
    """The matrix and the concordance that ship."""
    return open_matrix("kyoto-2021")
