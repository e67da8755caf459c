"""A redline: accepted it is the new draft, rejected the old."""

from __future__ import annotations

import io
import subprocess

import pytest
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pandoc_view import by_pandoc
from small_draft import (
    ADDIS,
    BANGKOK,
    BEIRUT,
    BLOCKS,
    W,
    clause,
    line,
    parts_of,
    shown,
    small_draft,
    tree,
    with_blocks,
    written,
    zipped,
)

from drafter.draft.model import Draft, Paragraph, Role
from drafter.word.guard import open_word
from drafter.word.package import is_untouched
from drafter.word.reading import canonical
from drafter.word.redline import redline
from tools import docx_integrity, open_xml_validator

WORDS = st.sampled_from("States should consider legal aid for children and adults , where possible ;".split())
NOTES = st.lists(st.sampled_from([ADDIS, BANGKOK, BEIRUT]), max_size=2, unique=True)
CLAUSES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.lists(WORDS, min_size=1, max_size=12), NOTES),
    min_size=1,
    max_size=6,
    unique_by=lambda found: found[0],
)


def draft_of(clauses) -> Draft:
    printed = [
        clause(name, line(str(number), " ".join(words), *notes))
        for number, (name, words, notes) in enumerate(clauses, start=1)
    ]
    return with_blocks(Paragraph("title", Role.TITLE, "Compilation"), *printed)


def view(content: bytes, *, accept: bool = True) -> list[tuple[object, ...]]:
    """Return the blocks of a file, as style, words and footnotes."""
    blocks = canonical(open_word(content, "file"), accept=accept).blocks
    return [(block.style, block.text, block.support, [note for _, note in block.notes]) for block in blocks]


@given(CLAUSES, CLAUSES)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@example([("a", ["States"], [ADDIS])], [("a", ["States"], [BEIRUT])])  # a footnote alone is another one
def test_accepting_gives_the_new_draft_and_rejecting_the_old_one(before, after):
    old, new = written(draft_of(before)), written(draft_of(after))
    content = redline(old, new, author="The chair").content
    assert view(content) == view(new)
    assert view(content, accept=False) == view(old)


def edited(old: str, new: str) -> bytes:
    """Return the small draft with some of its words exchanged."""
    parts = parts_of(written(small_draft()))
    assert old in parts["word/document.xml"].decode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode())
    return zipped(parts)


OLD = written(small_draft())
# All clauses but one are gone, another has come, and the annex is gone.
REPLACED = written(
    with_blocks(
        *BLOCKS[:7], clause("b", line("1", "Go.", BEIRUT)), replace(BLOCKS[7], lines=BLOCKS[7].lines[:1])
    )
)
CHANGED = (
    REPLACED,
    edited("access to legal aid", "swift access to aid"),
    edited("Widen access.", "Wide."),  # in a table
    edited('w:val="PlainTxt"', 'w:val="SubTitleTxt"'),
)


@pytest.mark.parametrize("new", CHANGED)
def test_a_redline_is_valid_and_pandoc_reads_both_drafts_in_it(new, tmp_path):
    content = redline(OLD, new, author="The chair", annexes=True).content
    assert view(content) == view(new)
    assert view(content, accept=False) == view(OLD)
    assert by_pandoc(content, tmp_path) == by_pandoc(new, tmp_path)
    assert by_pandoc(content, tmp_path, "reject") == by_pandoc(OLD, tmp_path)
    path = tmp_path / "redline.docx"
    path.write_bytes(content)
    for command in ([open_xml_validator(), path], [docx_integrity(), "check", path]):
        run = subprocess.run(command, capture_output=True, check=False)
        assert run.returncode == 0, run.stdout.decode()


def test_only_what_changed_is_marked():
    content = redline(OLD, CHANGED[1], author="The chair").content
    body = Document(io.BytesIO(content)).element.body
    marked = [(change.tag[len(W) :], shown(change)) for change in body.iter(f"{W}ins")]
    struck = ["".join(text.text for text in change.iter(f"{W}delText")) for change in body.iter(f"{W}del")]
    assert marked == [("ins", " swift")]
    assert struck == [" legal"]


def test_footnotes_are_numbered_in_the_order_of_their_marks():
    content = redline(OLD, REPLACED, author="The chair").content
    marks = [mark.get(f"{W}id") for mark in tree(content).iter(f"{W}footnoteReference")]
    assert marks == [str(number) for number in range(1, len(marks) + 1)]


def test_every_change_says_who_made_it_and_has_an_id_of_its_own():
    document = tree(redline(OLD, REPLACED, author="The chair").content)
    changes = list(document.iter(f"{W}ins", f"{W}del", f"{W}pPrChange"))
    assert {change.get(f"{W}author") for change in changes} == {"The chair"}
    ids = [mark.get(f"{W}id") for mark in (*changes, *document.iter(f"{W}bookmarkStart"))]
    assert len(set(ids)) == len(ids)


def test_a_redline_is_no_untouched_draft_and_is_the_same_each_time():
    content = redline(OLD, REPLACED, author="The chair").content
    assert not is_untouched(content)
    assert content == redline(OLD, REPLACED, author="The chair").content


def test_annexes_are_left_alone_unless_they_are_asked_for():
    new = edited("Widen access.", "Wide.")
    for annexes, expected in ((False, 0), (True, 2)):
        document = tree(redline(OLD, new, author="The chair", annexes=annexes).content)
        assert len(list(document.iter(f"{W}trPr/{W}ins", f"{W}del"))) >= expected
        assert bool(list(document.iter(f"{W}del"))) == annexes


def test_tracked_changes_of_a_draft_are_read_as_accepted():
    tracked = edited(
        '<w:r><w:t xml:space="preserve">Build prisons.</w:t></w:r>',
        "<w:r><w:t>Build prisons</w:t></w:r>"
        '<w:ins w:id="900" w:author="Ann"><w:r><w:t xml:space="preserve"> wisely</w:t></w:r></w:ins>'
        "<w:r><w:t>.</w:t></w:r>",
    )
    content = redline(OLD, tracked, author="The chair").content
    assert "Build prisons wisely." in [text for _, text, *_ in view(content)]
    assert "Build prisons." in [text for _, text, *_ in view(content, accept=False)]
