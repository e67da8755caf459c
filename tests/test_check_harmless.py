"""What programs and house styles do to a file without changing it is no alarm, and hides no fault either."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Callable

import pytest
from lxml import etree
from word_editing import Edit, element, run, said
from word_mutations import findings_of
from word_reading import draft, w

from drafter.problems import Severity

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Treatment = Callable[[Edit], None]


def runs(edit):
    return [*edit.document.iter(w("r")), *edit.notes.iter(w("r"))]


def properties(parent, name):
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        parent.insert(0, found)
    return found


def words(change) -> Treatment:
    """Every text, as a program or a keyboard has it."""

    def treat(edit):
        for one in [*edit.document.iter(w("t")), *edit.notes.iter(w("t"))]:
            one.text = change(one.text or "")

    return treat


def on_runs(xml) -> Treatment:
    def treat(edit):
        for one in runs(edit):
            properties(one, "rPr").append(element(xml))

    return treat


def on_paragraphs(xml) -> Treatment:
    def treat(edit):
        for one in edit.lines("SingleTxt", "AltTxt", "PlainTxt", "H1", "H23", "H4"):
            properties(one, "pPr").append(element(xml))

    return treat


def in_settings(xml) -> Treatment:
    def treat(edit):
        part = edit.parts["word/settings.xml"].decode()
        edit.parts["word/settings.xml"] = part.replace(
            "<w:defaultTabStop", f"{xml}<w:defaultTabStop"
        ).encode()

    return treat


def in_sections(xml) -> Treatment:
    def treat(edit):
        for one in edit.document.iter(w("sectPr")):
            one.append(element(xml))

    return treat


def headings_in_capitals(edit):
    for one in edit.lines("HCh", "H1", "H23", "H4"):
        for text in one.iter(w("t")):
            text.text = (text.text or "").upper()


def direct_formatting_cleared(edit):
    """Ctrl+A, Ctrl+Space: what is set on words goes, and the styles of words with it; marks stay."""
    for one in edit.document.iter(w("r")):
        is_mark = one.find(w("footnoteReference")) is not None or one.find(w("commentReference")) is not None
        if not is_mark and one.find(w("rPr")) is not None:
            one.remove(one.find(w("rPr")))


def runs_split(edit):
    for one in list(edit.document.iter(w("t"))):
        own, text = one.getparent(), one.text or ""
        if len(text) > 12 and len([each for each in own if each.tag != w("rPr")]) == 1:
            behind = copy.deepcopy(own)
            one.text, behind.find(w("t")).text = text[: len(text) // 2], text[len(text) // 2 :]
            for each in (one, behind.find(w("t"))):
                each.set(SPACE, "preserve")
            own.addnext(behind)


def proofing_marks(edit):
    for one in edit.lines("SingleTxt"):
        one.insert(1, element('<w:proofErr w:type="spellStart"/>'))
        one.append(element('<w:proofErr w:type="spellEnd"/>'))
        one.set(w("rsidR"), "00A1B2C3")


def bookmarks(edit):
    for number, one in enumerate(edit.lines("SingleTxt")):
        one.insert(1, element(f'<w:bookmarkStart w:id="{9000 + number}" w:name="_Ref{number}"/>'))
        one.append(element(f'<w:bookmarkEnd w:id="{9000 + number}"/>'))


def around_words(xml) -> Treatment:
    def treat(edit):
        for one in edit.lines("SingleTxt")[:9]:
            first = next(each for each in one.findall(w("r")) if each.find(w("t")) is not None)
            around = element(xml)
            first.addprevious(around)
            (around if not len(around) else around[-1]).append(first)

    return treat


def stored_twice(edit):
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    around_words(
        f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice Requires="w14"/></mc:AlternateContent>'
    )(edit)
    for one in edit.document.iter(f"{{{compatible}}}AlternateContent"):
        one.append(copy.deepcopy(one[0]))
        one[1].tag = f"{{{compatible}}}Fallback"
        del one[1].attrib["Requires"]


def remarks_among_letters(edit):
    for one in edit.document.iter(w("t")):
        if len(one.text or "") > 5:
            remark = etree.Comment("a remark")
            remark.tail, one.text = one.text[4:], one.text[:4]
            one.append(remark)


def page_breaks_as_printed(edit):
    for one in list(edit.document.iter(w("t")))[::7]:
        one.addprevious(element("<w:lastRenderedPageBreak/>"))


def hyphens_as_elements(edit):
    for one in list(edit.document.iter(w("t"))):
        if "-" in (one.text or ""):
            before, behind = one.text.split("-", 1)
            one.text = before
            one.addnext(hyphen := element("<w:noBreakHyphen/>"))
            hyphen.addnext(rest := element('<w:t xml:space="preserve"/>'))
            rest.text = behind


def fields_in_pieces(edit):
    for one in list(edit.document.iter(w("fldSimple"))):
        kinds = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
        begin, separate, end = (element(f"<w:r>{kind}</w:r>") for kind in kinds)
        said = element(f"<w:r><w:instrText>{one.get(w('instr'))}</w:instrText></w:r>")
        for each in (begin, said, separate, *one, end):
            one.addprevious(each)
        one.getparent().remove(one)


def fields_as_words(edit):
    """Ctrl+Shift+F9."""
    for one in list(edit.document.iter(w("fldSimple"))):
        for each in list(one):
            one.addprevious(each)
        one.getparent().remove(one)


def empty_paragraphs(edit):
    for one in edit.lines("SingleTxt")[2:4]:
        one.addprevious(element("<w:p/>"))


def blanks_and_tabs_at_ends(edit):
    for one in edit.lines("SingleTxt"):
        one.append(run(" "))
        one.append(element("<w:r><w:tab/></w:r>"))


def notes_as_typed(edit):
    for one in edit.notes.iter(w("t")):
        one.text = re.sub(r"(\d) \((\w)\)\.?", r"\1(\2)", one.text or "")
    for one in list(edit.notes.iter(w("tab"))):
        one.getparent().remove(one)


def letter_paper(edit):
    for one in edit.document.iter(w("pgSz")):
        one.set(w("w"), "12240")
        one.set(w("h"), "15840")
    for one in edit.document.iter(w("pgMar")):
        one.set(w("left"), "1440")
        one.set(w("right"), "1440")


def tables_laid_out_anew(edit):
    for one in edit.document.iter(w("tblW")):
        one.set(w("type"), "auto")
    for one in edit.document.iter(w("tcPr")):
        one.append(element('<w:vAlign w:val="center"/>'))
    for one in edit.document.iter(w("tr")):
        properties(one, "trPr").append(element("<w:cantSplit/>"))


def a_section_more(edit):
    section = copy.deepcopy(next(reversed(list(edit.document.iter(w("sectPr"))))))
    section.insert(2, element('<w:type w:val="continuous"/>'))
    edit.lines("SingleTxt")[3].find(w("pPr")).append(section)


# Each with the reason why it changes nothing that a reader reads.
TREATMENTS: dict[str, Treatment] = {
    # Signs that programs exchange as one types or saves.
    "straight quotes": words(lambda one: one.replace("’", "'").replace("“", '"').replace("”", '"')),
    "apostrophes as letters": words(lambda one: one.replace("’", "\u02bc").replace("'", "\u02bc")),
    "French quotes": words(lambda one: one.replace("“", "«").replace("”", "»")),
    "hyphens that do not break": words(lambda one: one.replace("-", "\u2011")),
    "hyphens of Unicode": words(lambda one: one.replace("-", "\u2010")),
    "hyphens as elements": hyphens_as_elements,
    "soft hyphens": words(lambda one: re.sub(r"([a-z]{5})([a-z]{5})", "\\1\u00ad\\2", one)),
    "blanks that do not break": words(lambda one: one.replace(" ", "\u00a0")),
    "narrow blanks": words(lambda one: one.replace(" (", "\u202f(")),
    "double blanks": words(lambda one: one.replace(" ", "  ")),
    "letters in one piece": words(lambda one: one.replace("ffi", "\ufb03").replace("fi", "\ufb01")),
    "line breaks allowed, and forbidden": words(
        lambda one: one.replace("-", "-\u200b").replace(", ", "\u2060, ")
    ),
    "remarks for programs among letters": remarks_among_letters,
    "the same words stored for two programs": stored_twice,
    "composed signs taken apart": words(lambda one: unicodedata.normalize("NFD", one)),
    # Looks.
    "headings in capitals": headings_in_capitals,
    "direct formatting cleared": direct_formatting_cleared,
    **{
        f"words: {xml}": on_runs(xml)
        for xml in (
            "<w:b/>",
            "<w:rFonts w:ascii='Verdana' w:hAnsi='Verdana' w:cs='Verdana'/>",
            "<w:rFonts w:asciiTheme='minorHAnsi' w:hAnsiTheme='minorHAnsi'/>",
            "<w:sz w:val='16'/>",
            "<w:sz w:val='40'/>",
            "<w:color w:val='1F3864'/>",
            "<w:lang w:val='fr-FR'/>",
            "<w:noProof/>",
            "<w:kern w:val='2'/>",
            "<w14:ligatures w14:val='standardContextual'/>",
            "<w:highlight w:val='yellow'/>",
            "<w:smallCaps/>",
            "<w:u w:val='single'/>",
            "<w:shd w:val='clear' w:color='auto' w:fill='FFFFFF'/>",
            "<w:bdr w:val='none' w:sz='0' w:space='0' w:color='auto'/>",
            "<w:spacing w:val='5'/>",
        )
    },
    **{
        f"paragraphs: {xml}": on_paragraphs(xml)
        for xml in (
            "<w:jc w:val='both'/>",
            "<w:spacing w:line='360' w:lineRule='auto'/>",
            "<w:ind w:left='567'/>",
            "<w:keepNext/>",
            "<w:pageBreakBefore/>",
            "<w:bidi w:val='0'/>",
            "<w:shd w:val='clear' w:color='auto' w:fill='F2F2F2'/>",
            "<w:contextualSpacing/>",
        )
    },
    # What other programs write, and what counts for programs alone.
    "runs split": runs_split,
    "proofing marks": proofing_marks,
    "bookmarks": bookmarks,
    "page breaks as printed last": page_breaks_as_printed,
    "fields in pieces": fields_in_pieces,
    "fields as plain words": fields_as_words,
    "links": around_words('<w:hyperlink w:history="1"/>'),
    "smart tags": around_words('<w:smartTag w:uri="urn:x" w:element="place"/>'),
    "frames of Google Docs": around_words(
        '<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent/></w:sdt>'
    ),
    **{
        f"settings: {xml}": in_settings(xml)
        for xml in (
            "<w:view w:val='web'/>",
            "<w:trackRevisions/>",
            "<w:documentProtection w:edit='readOnly' w:enforcement='1'/>",
            "<w:mirrorMargins/>",
            "<w:autoHyphenation/>",
            "<w:evenAndOddHeaders/>",
            "<w:proofState w:spelling='clean'/>",
            "<w:updateFields w:val='true'/>",
        )
    },
    # Pages, tables and blanks.
    "letter paper": letter_paper,
    "line numbers": in_sections('<w:lnNumType w:countBy="5" w:restart="continuous"/>'),
    "a grid for lines": in_sections('<w:docGrid w:linePitch="360"/>'),
    "a section more": a_section_more,
    "tables laid out anew": tables_laid_out_anew,
    "empty paragraphs": empty_paragraphs,
    "blanks and tabs at ends": blanks_and_tabs_at_ends,
    "notes as people type them": notes_as_typed,
}
TOGETHER = (
    "straight quotes",
    "headings in capitals",
    "runs split",
    "fields in pieces",
    "tables laid out anew",
)


def alarms(content):
    return [one.message for one in findings_of(content) if one.severity is not Severity.NOTE]


def treated(names, also=lambda _: None):
    edit = Edit(draft(2))
    also(edit)
    for name in names:
        TREATMENTS[name](edit)
    return edit.save()


def words_deleted(edit):
    place = edit.lines("SingleTxt")[6]
    text = max(place.iter(w("t")), key=lambda one: len(one.text or ""))
    text.text = " ".join(text.text.split()[:-3])


def test_what_programs_and_house_styles_do_is_no_alarm():
    assert alarms(treated(TOGETHER)) == []


def test_a_label_in_a_cell_without_its_blank_is_no_alarm_and_another_label_is_one():
    for old, new in ((" bis", "bis"), (" bis", "ter")):
        edit = Edit(draft(4, "--alternatives", "bis"))
        rows = [
            one
            for one in edit.document.iter(w("t"))
            if one.text == old and one.getparent().getprevious() is not None
        ]
        assert rows
        for one in rows:
            one.text = new
        said = [one for one in alarms(edit.save()) if new in one]
        assert bool(said) == (new == "ter")


def test_numbers_made_plain_words_beside_ids_with_the_same_figure_are_no_alarm():
    """“3” above “lac-19j” in the annex of sources: the figure of the id stands for no number."""
    edit = Edit(draft(1, "--theme", "main-theme-iii", "--annexes", "full"))
    ids = {said(one) for one in edit.document.iter(w("p"))}
    assert any("1" in one and re.fullmatch(r"[a-z]+-\d+[a-z]?", one) for one in ids)
    fields_as_words(edit)

    assert alarms(edit.save()) == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", TREATMENTS)
def test_a_harmless_treatment_is_no_alarm(name):
    assert alarms(treated([name])) == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", TREATMENTS)
def test_a_harmless_treatment_hides_no_fault(name):
    """With what it does to the file, words that somebody deleted are found as they are without it."""
    plain = treated([], words_deleted)

    assert {one.split(";")[0] for one in alarms(treated([name], words_deleted))} >= {
        one.split(";")[0] for one in alarms(plain)
    } or len(alarms(treated([name], words_deleted))) == len(alarms(plain))


def test_names_of_regions_without_their_style_are_no_alarm():
    """So Google Docs writes them, and Ctrl+Space leaves them; other names are told all the same."""
    edit = Edit(draft(3, "--support"))
    direct_formatting_cleared(edit)
    assert alarms(edit.save()) == []

    name = next(
        one for one in edit.lines("SingleTxt")[2].iter(w("t")) if one.text == " (the meeting for Europe)"
    )
    name.text = " (the meeting for Africa)"
    assert any(
        "its words name Africa, and no footnote is to its report" in one for one in alarms(edit.save())
    )
