"""Words in fonts that may show other letters than those that are typed are told."""

from __future__ import annotations

import pytest
from lxml import etree
from test_check_word_deceptions import CLAUSE, checked
from word_editing import Edit, element
from word_reading import draft, w

OTHER = "House Serif"
IN_OTHER = f'<w:rFonts w:ascii="{OTHER}" w:hAnsi="{OTHER}"/>'
EMBEDDED = '<w:embedRegular r:id="rId9" w:fontKey="{11223344-5566-7788-9900-AABBCCDDEEFF}"/>'


def listed(edit: Edit, name: str, own: str) -> None:
    """Put a font into the list of fonts."""
    fonts = etree.fromstring(edit.parts["word/fontTable.xml"])
    fonts.append(element(f'<w:font w:name="{name}">{own}</w:font>'))
    edit.parts["word/fontTable.xml"] = etree.tostring(fonts)


def set_in_other(edit: Edit) -> None:
    """Set the first words of a clause in a font."""
    edit.clause(CLAUSE).find(w("r")).insert(0, element(f"<w:rPr>{IN_OTHER}</w:rPr>"))


def told(edit: Edit) -> list[str]:
    return [one.message for one in checked(edit.save()).findings if one.code == "unreadable-text"]


@pytest.mark.parametrize(
    ("own", "how"),
    [
        ("", ""),
        (
            '<w:altName w:val="Times,Georgia"/><w:panose1 w:val="02020603050405020304"/>',
            "",
        ),
        ('<w:altName w:val="Georgia, Wingdings 2"/>', "in a font of signs"),
        ('<w:altName w:val="Other"/>', "in a font of signs"),  # another entry, which is one of signs
        ('<w:panose1 w:val="05000000000000000000"/>', "in a font of signs"),
        ('<w:charset w:val="02"/>', "in a font of signs"),
        ('<w:altName w:val="Adobe Blank"/>', "in a font that shows blanks or bars in the place of letters"),
        (EMBEDDED, "in a font that the file brings with it"),
    ],
)
def test_words_in_a_font_that_the_file_replaces_or_brings_are_told(own, how):
    edit = Edit(draft(3))
    listed(edit, "other", '<w:altName w:val="Third"/>')
    listed(edit, "THIRD", '<w:charset w:val="02"/>')
    listed(edit, OTHER.upper(), own)
    set_in_other(edit)

    (found,) = told(edit) or [""]
    assert how in found
    assert bool(found) == bool(how)


def test_a_font_that_the_file_brings_and_sets_nothing_in_is_passed_over():
    edit = Edit(draft(3))
    listed(edit, OTHER, EMBEDDED)

    assert told(edit) == []


def test_a_font_that_the_file_brings_for_all_of_its_text_is_told_once():
    """As Word does where a house has it embed fonts: nothing is told of any single words."""
    edit = Edit(draft(3))
    listed(edit, OTHER, EMBEDDED)
    styles = etree.fromstring(edit.parts["word/styles.xml"])
    for one in styles.iter(w("rFonts")):
        for name in list(one.attrib):
            one.set(name, OTHER)
    edit.parts["word/styles.xml"] = etree.tostring(styles)

    (found,) = told(edit)
    assert f"a font that the file brings with it (“{OTHER}”)" in found
