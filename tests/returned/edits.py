"""Edits Word files as people do: with faults, and harmlessly.

drafter must report each fault and no harmless edit. Nothing here uses drafter. A fault returns the opening
words of the paragraph that it edited.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
CLAUSES = ("SingleTxt", "AltTxt")
P, R, T, PPR, RPR, REFERENCE = (W + name for name in ("p", "r", "t", "pPr", "rPr", "footnoteReference"))


def elements(markup: str) -> list[etree._Element]:
    return list(etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}">{markup}</w:body>'))


def words(place: etree._Element) -> str:
    return "".join(text.text or "" for text in place.iter(T))


def opening(paragraph: etree._Element) -> str:
    """Return the opening words of a paragraph, without its typed number."""
    return re.sub(r"^[\dG.]+ [a-z]+\.", "", words(paragraph))[:40]


class Edit:
    """A Word file while a person edits it."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"])
        self.styles = etree.fromstring(self.parts["word/styles.xml"])
        self.body = self.document[0]

    def done(self) -> bytes:
        for name, root in (("document", self.document), ("footnotes", self.notes), ("styles", self.styles)):
            self.parts[f"word/{name}.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def paragraphs(self, *styles: str) -> list[etree._Element]:
        paragraphs = self.body.iterchildren(P)
        return [item for item in paragraphs if item.find(f"{PPR}/{W}pStyle").get(f"{W}val") in styles]

    def clause(self, number: int, least: int = 0) -> etree._Element:
        """Return a clause that has at least so many footnotes."""
        clauses = [item for item in self.paragraphs("SingleTxt") if len(list(item.iter(REFERENCE))) >= least]
        return [item for item in clauses if next(item.iter(REFERENCE), None) is not None][number]

    def text(self, paragraph: etree._Element) -> etree._Element:
        """Return the longest text of a paragraph."""
        return max(paragraph.iter(T), key=lambda text: len(text.text or ""))

    def replace(self, paragraph: etree._Element, old: str, new: str) -> None:
        text = self.text(paragraph)
        assert old in text.text, f"{old} is not in {text.text}"
        text.text = text.text.replace(old, new, 1)

    def word(self, paragraph: etree._Element, number: int = 3) -> str:
        return re.findall(r"\b[a-z]{4,}\b", self.text(paragraph).text)[number]

    def note(self, reference: etree._Element) -> etree._Element:
        return next(note for note in self.notes if note.get(f"{W}id") == reference.get(f"{W}id"))


# Faults, each with the kind of change that drafter must report

FAULTS: list[tuple[str, Callable[[Edit, int], str]]] = []


def fault(*kinds: str) -> Callable[[Callable[[Edit, int], str]], Callable[[Edit, int], str]]:
    def keep(make: Callable[[Edit, int], str]) -> Callable[[Edit, int], str]:
        FAULTS.extend((kind, make) for kind in kinds)
        return make

    return keep


@fault("reworded")
def word_typed(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    edit.replace(place, edit.word(place), f"{edit.word(place)} entirely")
    return opening(place)


@fault("reworded")
def word_struck(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    edit.replace(place, f" {edit.word(place)}", "")
    return opening(place)


@fault("reworded")
def number_slipped_in(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    edit.replace(place, edit.word(place), f"{edit.word(place)} 30")
    return opening(place)


@fault("reworded")
def letter_slipped(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    edit.replace(place, edit.word(place), edit.word(place)[:-1])
    return opening(place)


@fault("reworded")
def rewritten(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    edit.text(place).text = "Recall with gratitude the hospitality of the host city and its gardens;"
    return opening(place)


@fault("reworded")
def heading_reworded(edit: Edit, number: int) -> str:
    place = edit.paragraphs("H4")[number]
    edit.text(place).text += " and zebras"
    return opening(place)


@fault("reworded")
def cell_reworded(edit: Edit, number: int) -> str:
    row = [row for row in edit.body.iter(f"{W}tr") if len(words(row)) > 200][number]
    edit.text(row).text += " Zebras."
    return ""


@fault("notes changed")
def footnote_struck(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    mark = next(place.iter(REFERENCE)).getparent()
    mark.getparent().remove(mark)
    return opening(place)


@fault("notes changed")
def footnote_reworded(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    text = edit.text(edit.note(next(place.iter(REFERENCE))))
    text.text = re.sub(r"\(\w\)\.$", "(z).", text.text.replace("para. ", "para. 9"))
    return opening(place)


@fault("notes changed")
def footnotes_exchanged(edit: Edit, number: int) -> str:
    place, other = edit.clause(number), edit.clause(number + 5)
    first, second = next(place.iter(REFERENCE)), next(other.iter(REFERENCE))
    id_of_first = first.get(f"{W}id")
    first.set(f"{W}id", second.get(f"{W}id"))
    second.set(f"{W}id", id_of_first)
    return opening(place)


@fault("notes changed")
def footnote_moved_within_the_words(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    mark, text = next(place.iter(REFERENCE)).getparent(), edit.text(place)
    rest = deepcopy(text.getparent())
    before, after = text.text[:20], text.text[20:]
    text.text, rest.find(T).text = before, after
    for element in (text, rest.find(T)):
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.getparent().addnext(mark)
    mark.addnext(rest)
    return opening(place)


@fault("gone")
def clause_struck(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    edit.body.remove(place)
    return opening(place)


@fault("gone")
def clauses_put_together(edit: Edit, number: int) -> str:
    places = edit.paragraphs(*CLAUSES)
    place, following = places[number], places[number + 1]
    for child in list(following):
        if child.tag != PPR:
            place.append(child)
    edit.body.remove(following)
    return opening(following)


@fault("new")
def clause_typed(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    new = elements(
        '<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr>'
        "<w:r><w:t>Recall with gratitude the hospitality of the host city;</w:t></w:r></w:p>"
    )[0]
    place.addnext(new)
    return opening(new)


@fault("new")
def clause_split(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    text = edit.text(place)
    cut = text.text.index(" ", len(text.text) // 2)
    new = elements('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr><w:r><w:t/></w:r></w:p>')[0]
    new.find(f"{R}/{T}").text = text.text[cut + 1 :]
    text.text = text.text[:cut]
    place.addnext(new)
    return opening(new)


@fault("doubled")
def clause_doubled(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    twin = deepcopy(place)
    for mark in [*twin.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    edit.clause(number + 6).addnext(twin)
    return opening(place)


@fault("moved")
def clause_moved(edit: Edit, number: int) -> str:
    place, target = edit.clause(number), edit.clause(number + 6)
    target.addnext(place)
    return opening(place)


@fault("moved")
def section_moved(edit: Edit, number: int) -> str:
    first = edit.paragraphs("H4")[number]
    section = [first]
    while section[-1].getnext().find(f"{PPR}/{W}pStyle").get(f"{W}val") not in ("H4", "H23", "H1"):
        section.append(section[-1].getnext())
    target = edit.paragraphs("H4")[number + 4]
    for element in section:
        target.addprevious(element)
    return opening(first)


def _dressed(edit: Edit, number: int, *looks: str) -> str:
    place = edit.clause(number)
    run = edit.text(place).getparent()
    properties = run.find(RPR)
    if properties is None:
        properties = etree.Element(RPR)
        run.insert(0, properties)
    properties.extend(elements("".join(looks)))
    return opening(place)


@fault("set otherwise", "reworded")
def words_hidden(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    hidden = elements("<w:r><w:rPr><w:vanish/></w:rPr><w:t>not to be applied</w:t></w:r>")[0]
    edit.text(place).getparent().addnext(hidden)
    text = edit.text(place)
    text.text = text.text.rstrip().rpartition(" ")[0]
    return opening(place)


@fault("set otherwise")
def words_in_white(edit: Edit, number: int) -> str:
    return _dressed(edit, number, '<w:color w:val="FFFFFF"/>')


@fault("set otherwise")
def words_too_small(edit: Edit, number: int) -> str:
    return _dressed(edit, number, '<w:sz w:val="2"/>')


@fault("set otherwise")
def words_struck_through(edit: Edit, number: int) -> str:
    return _dressed(edit, number, "<w:strike/>")


@fault("set otherwise")
def number_taken_off(edit: Edit, number: int) -> str:
    place = edit.clause(number)
    place.find(PPR)[0].addnext(elements('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')[0])
    return opening(place)


@fault("set otherwise")
def heading_made_text(edit: Edit, number: int) -> str:
    place = edit.paragraphs("H4")[number]
    place.find(f"{PPR}/{W}pStyle").set(f"{W}val", "PlainTxt")
    return opening(place)


# Harmless edits, of which drafter must report nothing

HARMLESS: list[Callable[[Edit], None]] = []


def harmless(make: Callable[[Edit], None]) -> Callable[[Edit], None]:
    HARMLESS.append(make)
    return make


def _everywhere(edit: Edit, old: str, new: str) -> None:
    for text in [*edit.body.iter(T), *edit.notes.iter(T)]:
        text.text = re.sub(old, new, text.text or "")


@harmless
def quotation_marks_straight(edit: Edit) -> None:
    _everywhere(edit, "[“”]", '"')
    _everywhere(edit, "’", "'")


@harmless
def dashes_and_hyphens_exchanged(edit: Edit) -> None:
    _everywhere(edit, "–", "-")
    _everywhere(edit, "(?<=[a-z])-(?=[a-z])", "\u2011")


@harmless
def blanks_that_do_not_break(edit: Edit) -> None:
    _everywhere(edit, " ", "\u00a0")


@harmless
def two_blanks(edit: Edit) -> None:
    _everywhere(edit, "(?<=[a-z]) ", "  ")


@harmless
def headings_in_capitals(edit: Edit) -> None:
    for heading in edit.paragraphs("H1", "H23", "H4"):
        edit.text(heading).text = edit.text(heading).text.upper()


@harmless
def line_breaks(edit: Edit) -> None:
    for clause in edit.paragraphs(*CLAUSES):
        edit.text(clause).getparent().append(elements("<w:r><w:br/></w:r>")[0][0])


@harmless
def empty_paragraphs_and_page_breaks(edit: Edit) -> None:
    for clause in edit.paragraphs("SingleTxt"):
        clause.addnext(elements('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')[0])


@harmless
def runs_split(edit: Edit) -> None:
    for text in [text for text in edit.body.iter(T) if len(text.text or "") > 30]:
        rest = deepcopy(text.getparent())
        rest.find(T).text, text.text = text.text[15:], text.text[:15]
        for element in (text, rest.find(T)):
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.getparent().addnext(rest)


@harmless
def marks_of_spelling_and_revision(edit: Edit) -> None:
    for number, paragraph in enumerate(edit.body.iter(P)):
        paragraph.set(f"{W}rsidR", f"00{number:06X}")
        paragraph.insert(1, elements('<w:proofErr w:type="spellStart"/>')[0])


@harmless
def words_in_a_link(edit: Edit) -> None:
    for clause in edit.paragraphs("SingleTxt"):
        run = edit.text(clause).getparent()
        link = elements('<w:hyperlink w:anchor="somewhere"/>')[0]
        run.addprevious(link)
        link.append(run)


@harmless
def words_in_content_controls(edit: Edit) -> None:
    for clause in edit.paragraphs("SingleTxt"):
        control = elements("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")[0]
        clause.addprevious(control)
        control[1].append(clause)


@harmless
def headers_and_footers(edit: Edit) -> None:
    for name in edit.parts:
        if re.match(r"word/(header|footer)\d", name):
            edit.parts[name] = edit.parts[name].replace(b"<w:t>", b"<w:t>Room document 1, ")


@harmless
def styles_of_another_house(edit: Edit) -> None:
    for size in edit.styles.iter(f"{W}sz"):
        size.set(f"{W}val", "24")
    for fonts in edit.styles.iter(f"{W}rFonts"):
        fonts.set(f"{W}ascii", "Arial")


@harmless
def bold_italic_and_marked(edit: Edit) -> None:
    for run in [text.getparent() for text in edit.body.iter(T)]:
        if run.find(RPR) is None:
            looks = '<w:rPr><w:b/><w:i/><w:color w:val="C00000"/><w:highlight w:val="yellow"/></w:rPr>'
            run.insert(0, elements(looks)[0])


@harmless
def columns_of_other_widths(edit: Edit) -> None:
    for column in edit.body.iter(f"{W}gridCol", f"{W}tcW"):
        column.set(f"{W}w", "1234")


@harmless
def support_lines_struck(edit: Edit) -> None:
    for style in [style for style in edit.body.iter(f"{W}rStyle") if style.get(f"{W}val") == "Support"]:
        run = style.getparent().getparent()
        run.getparent().remove(run)


@harmless
def contents_updated(edit: Edit) -> None:
    for entry in edit.paragraphs("TOC1", "TOC2", "TOC3"):
        edit.text(entry).text += " 17"


@harmless
def fields_updated(edit: Edit) -> None:
    for field in edit.body.iter(f"{W}fldSimple"):
        if next(field.iterancestors(f"{W}tc"), None) is not None:
            edit.text(field).text = "Error! Reference source not found."


@harmless
def bookmarks_of_word(edit: Edit) -> None:
    for clause in edit.paragraphs("SingleTxt"):
        clause.insert(1, elements('<w:bookmarkStart w:id="99999" w:name="_GoBack"/>')[0])
        clause.append(elements('<w:bookmarkEnd w:id="99999"/>')[0])


@harmless
def tracked_changes_that_take_themselves_back(edit: Edit) -> None:
    for clause in edit.paragraphs("SingleTxt")[:3]:
        run = edit.text(clause).getparent()
        taken = elements(
            '<w:del w:id="9" w:author="Ann"><w:r><w:delText>never mind</w:delText></w:r></w:del>'
        )[0]
        run.addnext(taken)
