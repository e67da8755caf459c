"""What check says of a changed structure is what LibreOffice prints otherwise on the pages, and no more."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from printed import lines_printed
from word_editing import Edit, converted, said
from word_mutations import findings_of
from word_reading import draft, w
from word_structure import CHANGES

MANY = 76  # changes of one run, each kind four times
# What looks alike on a page and is none the less told: pdftotext may read a row in any order, and two
# paragraphs put together look as they were where the second begins a line.
LOOKS_ALIKE = ("cells_exchanged", "paragraphs_put_together")
# Where pages turn elsewhere, heads of tables are repeated elsewhere and numbers of notes are read in another
# order: no word may come or go.
TURNS_PAGES = ("page_broken", "empty_paragraph")
_PAGE = re.compile(r"\d+/\d+")
_MARK = re.compile(r"^\d+ ?")


def plain(text: str) -> str:
    return " ".join(text.split())


class Printed:
    """What a page says: the text line by line, and the footnotes line by line, whatever page they stand on.

    What is repeated on each page, the heads of tables and of pages, says nothing of the text; what a header
    says is compared once.
    """

    def __init__(self, edit: Edit, pdf: Path) -> None:
        notes = plain(" ".join(said(one) for one in edit.notes))
        heads = [one for table in edit.document.iter(w("tbl")) for one in table.findall(w("tr"))[:1]]
        columns = plain(" ".join(said(cell) for row in heads for cell in row.iter(w("tc"))))
        around = " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", edit.parts["word/header1.xml"].decode()))
        self.lines, self.notes, self.around = [], [], set()
        for line in lines_printed(pdf):
            if line in plain(around) or _PAGE.fullmatch(line):
                self.around.add("#" if _PAGE.fullmatch(line) else line)
            elif len(line) > 3 and _MARK.sub("", line) in notes:
                self.notes.append(line)
            elif line not in columns and not line.isdigit():  # the number of a note, before its words
                self.lines.append(line)

    def is_as(self, other: Printed, *, in_order: bool) -> bool:
        """Whether a reader sees the same: in the same order, or at least each word."""
        if in_order:
            return vars(self) == vars(other)
        words, others = (set(" ".join((*one.lines, *one.notes)).split()) for one in (self, other))
        return words == others and self.around == other.around


def told(content: bytes) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.message) for one in findings_of(content))


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_told_of_structure_is_what_is_printed(tmp_path, seed):
    chance = random.Random(seed)
    content = draft(4)
    edits, paths = [Edit(content)], []
    names = [CHANGES[number % len(CHANGES)].__name__ for number in range(MANY)]
    for number in range(MANY):
        edits.append(Edit(content))
        CHANGES[number % len(CHANGES)](edits[-1], chance)
    for number, (edit, name) in enumerate(zip(edits, ("untouched", *names), strict=True)):
        paths.append(tmp_path / f"{number}-{name}.docx")
        paths[-1].write_bytes(edit.save())
    before = told(paths[0].read_bytes())

    pages = converted(paths, "pdf", tmp_path / "pdf", tmp_path / "libreoffice")
    untouched, *others = (Printed(edit, pdf) for edit, pdf in zip(edits, pages, strict=True))
    wrong = []
    for name, path, printed in zip(names, paths[1:], others, strict=True):
        said_of_it = told(path.read_bytes()) - before
        is_same = printed.is_as(untouched, in_order=name not in TURNS_PAGES)
        if not said_of_it and not is_same:
            wrong.append(f"{path.name}: the pages differ, and nothing is said")
        elif said_of_it and is_same and name not in LOOKS_ALIKE:
            wrong.append(f"{path.name}: the pages are the same, and yet {list(said_of_it)}")
    assert not wrong, "\n".join(wrong)
