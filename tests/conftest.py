"""What many tests read and none changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsers import chromium
from factory import ANNEX_B
from hypothesis import HealthCheck, settings
from word_room import SELECTION, Room

from drafter.documents.interpreter import Reading
from drafter.documents.source import read_document
from drafter.files.places import shipped_folder
from drafter.matrix import loading
from drafter.matrix.loading import OpenMatrix, open_matrix

# No law depends on a clock: a busy machine is no fault.
settings.register_profile("drafter", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("drafter")


@pytest.fixture(scope="session", autouse=True)
def _shipped_matrices_are_read_once():
    """No test changes what ships; to read it in each anew was a quarter of their time."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load_matrix", "with_remarks", "load_concordance"):
            patch.setattr(loading, name, _once_of_shipped(getattr(loading, name)))
        yield


def _once_of_shipped(read: Callable[..., Any]) -> Callable[..., Any]:
    """What reads a file, and remembers what it gave for one that ships; any other it reads each time."""
    data, known = shipped_folder("data"), {}

    def remembering(*given: Any) -> Any:
        path = next(one for one in given if isinstance(one, Path))
        if data not in path.parents:
            return read(*given)
        key = (path, *(id(one) for one in given if one is not path))
        if key not in known:
            known[key] = given, read(*given)  # what an id is of is kept, so that it stays its own
        return known[key][1]

    return remembering


@pytest.fixture(scope="session")
def annex_b() -> Reading:
    """Annex B, read from the document."""
    return read_document(ANNEX_B)


@pytest.fixture(scope="session")
def kyoto() -> OpenMatrix:
    """The matrix and the concordance that ship."""
    return open_matrix("kyoto-2021")


@pytest.fixture(scope="session")
def first_room(tmp_path_factory) -> Room:
    """A folder with the draft of a first round."""
    return Room(tmp_path_factory.mktemp("room"))


@pytest.fixture
def room(first_room: Room) -> Room:
    """The same, with nothing decided yet."""
    first_room.selection.write_text(SELECTION, encoding="utf-8")
    for beside in ("selection.proposals.yaml", "selection.history.txt"):
        (first_room.folder / beside).unlink(missing_ok=True)
    return first_room


@pytest.fixture(scope="module")
def browser():
    """A running Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture
def context(browser):
    """A window of it, as wide as a usual one."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield opened
    opened.close()
