"""``drafter check`` on contents, references, links, remarks and tracked changes, and where they stand."""

from __future__ import annotations

import copy

import pytest
from word_editing import Edit, element, run, said
from word_mutations import findings_of
from word_reading import draft, draft_in, w

from drafter.problems import Severity

pytestmark = pytest.mark.thorough

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def edit():
    return Edit(draft(3))


def warnings(edit, code=""):
    found = (one for one in findings_of(edit.save()) if one.severity is not Severity.NOTE)
    return [one.message for one in found if code in one.code]


def words_of_run(paragraph):
    return next(one for one in paragraph.iter(w("r")) if one.find(w("t")) is not None)


def place(edit, paragraph):
    return list(edit.document.iter(w("p"))).index(paragraph)


# References


def reference(edit):
    return list(edit.document.iter(w("fldSimple")))[1]


SOMETHING_ELSE = "and once it is updated another form of the number, or something else"


@pytest.mark.parametrize(
    ("switch", "is_told"),
    [
        ("\\* Roman", True),
        ("\\* alphabetic", True),
        ("\\* Upper", True),
        ("\\# \"'not' 0\"", True),
        ("\\# 000", True),
        ("\\t", True),
        ("\\* MERGEFORMAT", False),
        ("\\*CHARFORMAT", False),
        ("\\n", False),  # LibreOffice writes it twice
    ],
)
def test_a_reference_that_will_show_its_number_in_another_form_is_told(edit, switch, is_told):
    field = reference(edit)
    field.set(w("instr"), f"{field.get(w('instr')).rstrip()} {switch} ")

    found = warnings(edit, "field-changed")

    assert [one.partition(" (")[0] for one in found] == (
        [f"a reference shows “1”, {SOMETHING_ELSE}"] if is_told else []
    )


@pytest.mark.parametrize(
    ("shown", "how", "is_told"), [("3 (a)", "n", True), ("(a)", "w", True), ("3 (a)", "w", False)]
)
@pytest.mark.thorough
def test_a_letter_that_will_stand_with_its_number_or_without_it_is_told(shown, how, is_told):
    edit = Edit(draft_in("doha", 3))
    field = next(
        one for one in edit.document.iter(w("fldSimple")) if said(one).startswith("3") and "(" in said(one)
    )
    letter = said(field).partition("(")[2]
    field.set(w("instr"), field.get(w("instr")).replace("\\w", f"\\{how}"))
    next(field.iter(w("t"))).text = shown.replace("a)", letter)

    found = [one for one in warnings(edit, "field-changed") if "another form of the number" in one]

    assert bool(found) is is_told


@pytest.mark.parametrize(
    ("instruction", "is_told"),
    [
        ("PAGEREF _Toc000000002 \\h", False),
        ("PAGEREF _Toc000000002 \\* CardText", True),
        ("PAGE \\* alphabetic", True),
        ("NUMPAGES \\* roman", False),
        ("REF _Ref1 \\r \\h", False),
        ("REF _Ref1 \\r \\* Roman", True),
        ("NOTEREF _Ref1 \\f", True),
    ],
)
@pytest.mark.thorough
def test_a_number_of_peoples_own_references_in_another_form_is_told(edit, instruction, is_told):
    first, second = edit.lines("SingleTxt")[:2]
    first.insert(1, element('<w:bookmarkStart w:id="901" w:name="_Ref1"/>'))
    first.append(element('<w:bookmarkEnd w:id="901"/>'))
    field = f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    words_of_run(second).addnext(element(field))

    assert bool(warnings(edit, "field-changed")) is is_told


# Contents


def entries(edit):
    return [one for one in edit.lines("TOC1", "TOC2", "TOC3") if said(one)]


def link_of(entry):
    return entry.find(w("hyperlink"))


def exchanged(edit):
    first, second = entries(edit)[2:4]
    second.addnext(first)
    return "elsewhere than the heading stands, or twice"


def twice(edit):
    entry = entries(edit)[3]
    entry.addnext(copy.deepcopy(entry))
    return "elsewhere than the heading stands, or twice"


def leading_elsewhere(edit):
    first, second = map(link_of, entries(edit)[2:4])
    first.set(w("anchor"), second.get(w("anchor")))
    return "in the contents leads to “Crime prevention”"


def leading_nowhere(edit):
    link_of(entries(edit)[2]).set(w("anchor"), "gone")
    return "in the contents leads to nothing"


def at_another_level(edit):
    next(entries(edit)[3].iter(w("pStyle"))).set(w("val"), "TOC1")
    return "at level 1; the heading is of level 2"


def invented(edit):
    entry = copy.deepcopy(entries(edit)[3])
    next(entry.iter(w("t"))).text = "Withdrawn themes"
    entries(edit)[3].addnext(entry)
    return "the contents say “Withdrawn themes paragraphs 6–9”, and no heading does, nor was it printed there"


@pytest.mark.parametrize(
    "change", [exchanged, twice, leading_elsewhere, leading_nowhere, at_another_level, invented]
)
def test_a_line_of_the_contents_that_is_not_that_of_its_heading_is_told(edit, change):
    told = change(edit)

    (message,) = warnings(edit)

    assert told in message


@pytest.mark.thorough
def test_contents_in_the_order_of_today_are_as_they_should_be(edit):
    """Two themes changed places, and the contents were updated."""
    first, second = entries(edit)[3:5]
    second.addnext(first)
    headings = [
        one for one in edit.lines("H23") if said(one) in ("Crime prevention", "The criminal justice system")
    ]
    between, at = [], headings[0]
    while at is not headings[1]:
        between.append(at)
        at = at.getnext()
    behind = at.getnext()
    while behind.tag != w("p") or said(behind) != "The rule of law":
        behind = behind.getnext()
    for one in between:
        behind.addprevious(one)

    assert not any("the contents have" in one for one in warnings(edit))


@pytest.mark.thorough
def test_contents_of_which_all_marks_are_gone_are_no_fault(edit):
    for one in list(edit.document.iter(w("bookmarkStart"))):
        if one.get(w("name")).startswith("_Toc"):
            one.getparent().remove(one)

    assert warnings(edit, "contents") == []


@pytest.mark.thorough
def test_a_line_of_a_heading_that_was_reworded_since_is_a_note(edit):
    heading = next(one for one in edit.lines("H23") if said(one) == "Crime prevention")
    next(heading.iter(w("t"))).text = "Preventing crime"

    found = [one for one in findings_of(edit.save()) if one.code == "contents-differ"]

    assert [one.severity for one in found] == [Severity.NOTE]


@pytest.mark.thorough
def test_a_line_of_a_reworded_heading_is_not_taken_for_that_of_a_shorter_one(edit):
    """“Crime prevention” is a heading, too."""
    heading = next(one for one in edit.lines("H23") if said(one).startswith("Crime prevention, criminal"))
    next(heading.iter(w("t"))).text += " goals"

    assert warnings(edit, "contents") == []


@pytest.mark.parametrize(
    ("instruction", "is_told"),
    [
        (' TOC \\t "H1;2;H23;1" ', True),
        (' TOC \\t "H23;1" ', True),
        (' TOC \\o "1-2" \\t "SingleTxt,1" ', True),
        (' TOC \\o "1-2" \\p " not " ', True),
        (" TOC \\h ", True),
        (' TOC \\o "1-2" \\n 1-2 \\p "-" ', False),
        (" TOC \\h \\u ", False),
        (' TOC \\t "H1,1,H23,2" \\h ', False),
    ],
)
@pytest.mark.thorough
def test_contents_that_would_list_headings_at_other_levels_are_told(edit, instruction, is_told):
    next(one for one in edit.document.iter(w("instrText")) if "TOC" in one.text).text = instruction

    assert bool(warnings(edit, "contents-differ")) is is_told


def test_a_second_table_of_contents_is_told(edit):
    field = '<w:p><w:fldSimple w:instr=" TOC \\o &quot;1-3&quot; "/></w:p>'
    edit.lines("SingleTxt")[-1].addnext(element(field))

    (message,) = warnings(edit)

    assert message.startswith("a second table of contents stands here")


def test_a_clause_that_contents_would_list_is_told(edit):
    edit.lines("SingleTxt")[1].find(w("pPr")).append(element('<w:outlineLvl w:val="0"/>'))

    assert warnings(edit) == ["contents list it as a heading, at level 1"]


# Links


def linked(paragraph, attributes):
    own = words_of_run(paragraph)
    link = element(f"<w:hyperlink {attributes}/>")
    own.addprevious(link)
    link.append(own)


def target(edit, address, part="document"):
    name = f"word/_rels/{part}.xml.rels"
    type_ = f"{R}/hyperlink"
    one = f'<Relationship Id="rId77" Type="{type_}" Target="{address}" TargetMode="External"/>'
    edit.parts[name] = edit.parts[name].replace(b"</Relationships>", f"{one}</Relationships>".encode())


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ('r:id="rId77"', "leads elsewhere than its words say: https://example.org/A/CONF.234/16"),
        ('w:anchor="clause_legal_aid"', "leads elsewhere than its words say: clause_legal_aid"),
        (
            'w:anchor="clause_investing_in_practitioners" w:tooltip="not agreed"',
            "shows words to who points at it",
        ),
        ('w:anchor="clause_investing_in_practitioners"', ""),  # on its own words
        ('w:history="1"', ""),
    ],
)
def test_a_link_on_words_is_told_where_it_leads(edit, attributes, told):
    target(edit, "https://example.org/A/CONF.234/16")
    linked(edit.lines("SingleTxt")[1], attributes)

    messages = warnings(edit)

    assert (len(messages) == 1 and told in messages[0]) if told else messages == []


def test_a_link_on_the_symbol_of_a_document_leads_where_it_says(edit):
    target(edit, "https://example.org/A/CONF.234/16")
    paragraph = edit.lines("PlainTxt")[2]
    words_of_run(paragraph).addnext(run("A/CONF.234/16"))
    link = element('<w:hyperlink r:id="rId77"/>')
    symbol = next(one for one in paragraph.iter(w("r")) if said(one) == "A/CONF.234/16")
    symbol.addprevious(link)
    link.append(symbol)

    assert warnings(edit, "link") == []


@pytest.mark.thorough
def test_a_link_on_many_words_is_told_once(edit):
    for one in edit.lines("SingleTxt")[:4]:
        linked(one, 'w:anchor="clause_legal_aid"')

    (message,) = warnings(edit)

    assert message.endswith("clause_legal_aid; so do 3 more")


# Remarks


@pytest.mark.parametrize(
    "look", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>', "<w:strike/>", "<w:b/>"]
)
def test_a_remark_that_nobody_can_read_in_its_balloon_is_told(edit, look):
    part = edit.parts["word/comments.xml"].decode()
    edit.parts["word/comments.xml"] = part.replace(
        "<w:r><w:t>", f"<w:r><w:rPr>{look}</w:rPr><w:t>", 1
    ).encode()

    messages = warnings(edit)

    assert len(messages) == (0 if look == "<w:b/>" else 1)
    assert all(
        one.startswith("a remark of drafter's in the margin is not shown as it stands") for one in messages
    )


def test_remarks_that_changed_places_are_to_be_looked_at(edit):
    part = edit.parts["word/comments.xml"].decode()
    for old, new in (('w:id="0"', 'w:id="x"'), ('w:id="1"', 'w:id="0"'), ('w:id="x"', 'w:id="1"')):
        part = part.replace(f"<w:comment {old}", f"<w:comment {new}")
    edit.parts["word/comments.xml"] = part.encode()

    messages = warnings(edit)

    assert len(messages) == 2
    assert all("stands at another wording" in one for one in messages)


# Tracked changes

CHAIR = 'w:id="900" w:author="Chair" w:date="2026-01-01T00:00:00Z"'
INSERTED = f"<w:ins {CHAIR}><w:r><w:t> not</w:t></w:r></w:ins>"


def in_footnote(edit):
    note = edit.note(edit.references(edit.lines("SingleTxt")[1])[0])
    note.find(w("p")).append(element(INSERTED))
    return "at a footnote of 2"


def of_row(edit):
    row = next(edit.body.iter(w("tbl"))).findall(w("tr"))[4]
    row.find(w("trPr")).append(element(f"<w:ins {CHAIR}/>"))
    return "at a row near “1 quater”"


def of_cell(edit):
    cell = next(edit.body.iter(w("tbl"))).findall(w("tr"))[4].find(w("tc"))
    cell.find(w("tcPr")).append(element(f"<w:cellIns {CHAIR}/>"))
    return "at a cell near “1 quater”"


def in_cell(edit):
    cell = next(edit.body.iter(w("tbl"))).findall(w("tr"))[4].findall(w("tc"))[1]
    cell.find(w("p")).append(element(INSERTED))
    return "at “Europenot”"


def in_preamble(edit):
    edit.lines("PlainTxt")[0].append(element(INSERTED))
    return "at “We, Heads of State and Government, Ministers and"


def in_header(edit):
    part = edit.parts["word/header1.xml"].decode()
    edit.parts["word/header1.xml"] = part.replace("</w:p></w:hdr>", f"{INSERTED}</w:p></w:hdr>").encode()
    return "at a header"


@pytest.mark.parametrize("change", [in_footnote, of_row, of_cell, in_cell, in_preamble, in_header])
def test_a_tracked_change_is_told_with_its_place_wherever_it_stands(edit, change):
    where = change(edit)

    (message,) = warnings(edit, "tracked-changes")

    assert where in message


NOTHING = [
    "",
    "<w:r/>",
    '<w:r><w:rPr><w:i/></w:rPr><w:delText xml:space="preserve"></w:delText></w:r>',
    '<w:bookmarkStart w:id="990" w:name="left"/><w:bookmarkEnd w:id="990"/>',
]


@pytest.mark.parametrize("holds", NOTHING)
@pytest.mark.parametrize("tag", ["ins", "del", "moveFrom"])
def test_a_tracked_change_that_holds_nothing_is_none(edit, tag, holds):
    edit.lines("PlainTxt")[0].append(element(f'<w:{tag} w:id="991" w:author="Joe">{holds}</w:{tag}>'))

    assert warnings(edit, "tracked-changes") == []


@pytest.mark.parametrize("holds", ["<w:r><w:br/></w:r>", '<w:r><w:footnoteReference w:id="1"/></w:r>'])
def test_a_tracked_change_of_a_mark_or_of_a_line_is_one(edit, holds):
    edit.lines("PlainTxt")[0].append(element(f'<w:del w:id="991" w:author="Joe">{holds}</w:del>'))

    assert len(warnings(edit, "tracked-changes")) == 1


@pytest.mark.parametrize("where", ["pPr/rPr", "pPr/numPr"])
def test_a_tracked_change_of_an_end_or_a_number_is_one(edit, where):
    paragraph = edit.lines("PlainTxt")[0]
    holder = paragraph
    for name in where.split("/"):
        inner = holder.find(w(name))
        if inner is None:
            inner = element(f"<w:{name}/>")
            holder.append(inner)
        holder = inner
    holder.insert(0, element('<w:ins w:id="991" w:author="Joe"/>'))

    assert len(warnings(edit, "tracked-changes")) == 1


# Clauses, blanks, and names in a clean draft


def test_a_clause_before_the_words_that_open_all_paragraphs_is_to_be_looked_at(edit):
    opening = next(one for one in edit.lines("PlainTxt") if said(one).startswith("We therefore"))
    clause = edit.lines("SingleTxt")[0]
    opening.addprevious(clause)

    (found,) = [one for one in findings_of(edit.save()) if one.code == "stands-elsewhere"]

    assert (found.severity, found.place) == (Severity.WARNING, place(edit, clause))
    assert "“Declare the following:” in the place of “We therefore endeavour" in found.message


@pytest.mark.thorough
def test_a_clause_within_its_heading_is_a_note(edit):
    first, second = edit.lines("SingleTxt")[3:5]
    first.addprevious(second)

    assert all(
        one.severity is Severity.NOTE for one in findings_of(edit.save()) if one.code == "stands-elsewhere"
    )


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("[earlier declarations]", Severity.WARNING),
        ("[the Doha Declaration]", Severity.WARNING),
        ("the Doha Declaration", Severity.NOTE),
    ],
)
def test_a_blank_in_other_words_is_not_filled_in(edit, words, severity):
    edit.replace_words(edit.lines("PlainTxt")[2], "[earlier declarations and resolutions]", words)

    (found,) = [one for one in findings_of(edit.save()) if one.code == "running-text-changed"]

    assert found.severity is severity


@pytest.mark.parametrize("words", [" (the meeting for Africa)", " (Africa)", " (Europe and Africa)"])
def test_names_of_regions_in_a_clean_draft_are_told(words):
    edit = Edit(draft(3, "--clean"))
    words_of_run(edit.lines("SingleTxt")[1]).addnext(run(words, "Support"))

    (message,) = warnings(edit)

    names = "Africa and Europe" if "Europe" in words else "Africa"
    assert message == f"{names} stands behind it as who supports it, and was not printed there"
