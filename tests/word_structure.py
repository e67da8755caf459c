"""Changes of a draft's structure at random: what is deleted, moved, doubled, put together, split, or put in.

Nothing of drafter is used. Each change says its name; whether it can be seen is for a page to say.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable

from lxml import etree
from word_editing import Edit, element, run, said
from word_reading import w

PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def _paragraphs(edit: Edit) -> list[etree._Element]:
    """Those of the text that say something, without contents: their bookmarks lead to headings."""
    return [one for one in edit.body.findall(w("p")) if said(one).strip()]


def _pick(chance: random.Random, several: list) -> etree._Element:
    return several[chance.randrange(len(several))]


def _notes_go_with(edit: Edit, element_: etree._Element) -> None:
    for mark in edit.references(element_):
        edit.remove_reference(mark)


def paragraph_deleted(edit: Edit, chance: random.Random) -> None:
    one = _pick(chance, _paragraphs(edit))
    _notes_go_with(edit, one)
    edit.body.remove(one)


def paragraph_moved(edit: Edit, chance: random.Random) -> None:
    every = _paragraphs(edit)
    one, other = chance.sample(every, 2)
    other.addnext(one)
    edit.renumber()


def paragraph_doubled(edit: Edit, chance: random.Random) -> None:
    one = _pick(chance, [each for each in _paragraphs(edit) if not edit.references(each)])
    twin = copy.deepcopy(one)
    for mark in [*twin.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    one.addnext(twin)


def paragraphs_put_together(edit: Edit, chance: random.Random) -> None:
    every = [
        each for each in _paragraphs(edit) if each.getnext() is not None and each.getnext().tag == w("p")
    ]
    one = _pick(chance, [each for each in every if said(each.getnext()).strip()])
    behind = one.getnext()
    one.append(run(" "))
    for each in list(behind):
        if each.tag != w("pPr"):
            one.append(each)
    edit.body.remove(behind)


def paragraph_split(edit: Edit, chance: random.Random) -> None:
    text = _pick(
        chance,
        [
            each
            for each in edit.body.iterfind(f"{w('p')}/{w('r')}/{w('t')}")
            if len((each.text or "").split()) > 6 and each.getparent().getparent().getparent() is edit.body
        ],
    )
    words = text.text.split(" ")
    cut = chance.randrange(2, len(words) - 2)
    own = text.getparent()
    paragraph = own.getparent()
    behind = etree.Element(w("p"))
    if paragraph.find(w("pPr")) is not None:
        behind.append(copy.deepcopy(paragraph.find(w("pPr"))))
    rest = list(own.itersiblings())
    text.text = " ".join(words[:cut])
    behind.append(run(" ".join(words[cut:])))
    for each in rest:
        behind.append(each)
    paragraph.addnext(behind)


def cells_exchanged(edit: Edit, chance: random.Random) -> None:
    row = _pick(chance, [each for each in edit.document.iter(w("tr")) if len(each.findall(w("tc"))) > 2])
    one, other = chance.sample(row.findall(w("tc")), 2)
    marker = etree.Element("x")
    one.addprevious(marker)
    other.addprevious(one)
    marker.addprevious(other)
    row.remove(marker)


def row_deleted(edit: Edit, chance: random.Random) -> None:
    row = _pick(chance, [each for each in edit.document.iter(w("tr")) if said(each).strip()])
    row.getparent().remove(row)


def row_moved(edit: Edit, chance: random.Random) -> None:
    table = _pick(chance, [each for each in edit.document.iter(w("tbl")) if len(each.findall(w("tr"))) > 4])
    one, other = chance.sample(table.findall(w("tr"))[1:], 2)
    other.addnext(one)


def row_doubled(edit: Edit, chance: random.Random) -> None:
    row = _pick(chance, [each for each in edit.document.iter(w("tr")) if said(each).strip()])
    row.addnext(copy.deepcopy(row))


def note_deleted(edit: Edit, chance: random.Random) -> None:
    edit.remove_reference(_pick(chance, list(edit.document.iter(w("footnoteReference")))))


def notes_exchanged(edit: Edit, chance: random.Random) -> None:
    one, other = chance.sample(list(edit.document.iter(w("footnoteReference"))), 2)
    first, second = said(edit.note(one)).strip(), said(edit.note(other)).strip()
    edit.set_note(one, second)
    edit.set_note(other, first)


def number_taken_off(edit: Edit, chance: random.Random) -> None:
    one = _pick(chance, edit.lines("SingleTxt"))
    one.find(f"{w('pPr')}/{w('pStyle')}").addnext(
        element('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    )


def heading_made_text(edit: Edit, chance: random.Random) -> None:
    one = _pick(chance, edit.lines("H1", "H23", "H4"))
    one.find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), "SingleTxt")


def words_in_brackets(edit: Edit, chance: random.Random) -> None:
    one = _pick(chance, edit.lines("SingleTxt", "AltTxt"))
    words = [each for each in said(one).split() if len(each) > 5 and each.isalpha()]
    if words:
        edit.replace_words(one, words[0], f"[{words[0]}]")


def header_reworded(edit: Edit, chance: random.Random) -> None:
    part = chance.choice(("word/header1.xml", "word/footer1.xml"))
    words = f"<w:p><w:r><w:t>Withdrawn {chance.randrange(1000)}</w:t></w:r></w:p>"
    end = b"</w:hdr>" if "header" in part else b"</w:ftr>"
    edit.parts[part] = edit.parts[part].replace(end, words.encode() + end)


def page_broken(edit: Edit, chance: random.Random) -> None:
    _pick(chance, _paragraphs(edit)).insert(1, element(PAGE_BREAK))


def empty_paragraph(edit: Edit, chance: random.Random) -> None:
    _pick(chance, _paragraphs(edit)).addnext(element("<w:p/>"))


def bookmark_put_in(edit: Edit, chance: random.Random) -> None:
    one = _pick(chance, _paragraphs(edit))
    one.insert(1, element('<w:bookmarkStart w:id="9999" w:name="_GoBack"/>'))
    one.append(element('<w:bookmarkEnd w:id="9999"/>'))


def run_split(edit: Edit, chance: random.Random) -> None:
    text = _pick(chance, [each for each in edit.document.iter(w("t")) if len(each.text or "") > 20])
    own = text.getparent()
    behind = copy.deepcopy(own)
    for each, part in ((text, text.text[:10]), (behind.find(w("t")), text.text[10:])):
        each.text = part
        each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    own.addnext(behind)


CHANGES: tuple[Callable[[Edit, random.Random], None], ...] = (
    paragraph_deleted,
    paragraph_moved,
    paragraph_doubled,
    paragraphs_put_together,
    paragraph_split,
    cells_exchanged,
    row_deleted,
    row_moved,
    row_doubled,
    note_deleted,
    notes_exchanged,
    number_taken_off,
    heading_made_text,
    words_in_brackets,
    header_reworded,
    page_broken,
    empty_paragraph,
    bookmark_put_in,
    run_split,
)
