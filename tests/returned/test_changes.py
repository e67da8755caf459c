"""Every change of a draft is reported once, and no harmless edit is."""

from __future__ import annotations

import pytest
from edits import FAULTS, HARMLESS, Edit

from drafter.returned import Returned, read_returned
from tools import drafter_here


@pytest.fixture(scope="module", params=["kyoto"])
def content(request, tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("drafts") / "draft.docx"
    run = drafter_here("draft", "--form", request.param, "--annexes", "full", "-o", path)
    assert run.returncode == 0, run.stderr.decode()
    return path.read_bytes()


def returned(edit: Edit) -> Returned:
    return read_returned(edit.done(), "returned.docx")


def test_a_draft_that_nobody_touched_has_no_change(content):
    read = read_returned(content, "draft.docx")
    assert read.is_untouched
    assert read.is_whole
    assert read.changes == ()
    assert read.partners == {number: number for number in range(len(read.base.blocks))}


@pytest.mark.parametrize(("kind", "make"), FAULTS, ids=[f"{make.__name__}: {kind}" for kind, make in FAULTS])
@pytest.mark.parametrize("number", [1, 8])
def test_a_fault_is_told_at_its_place(content, kind, make, number):
    edit = Edit(content)
    opening = make(edit, number)
    found = [change for change in returned(edit).changes if change.kind == kind]
    texts = [block.text for change in found for block in (change.base, change.edited) if block]
    assert any(text.startswith(opening) for text in texts), (opening, [text[:40] for text in texts])
    assert len(found) <= 2


@pytest.mark.parametrize("make", HARMLESS, ids=[make.__name__ for make in HARMLESS])
def test_ordinary_handling_passes_unsaid(content, make):
    edit = Edit(content)
    make(edit)
    assert returned(edit).changes == ()
