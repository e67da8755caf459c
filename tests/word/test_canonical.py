"""The text of a Word file, as a reader sees it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from small_draft import ADDIS, BANGKOK, BEIRUT, parts_of, small_draft, written, zipped

from drafter.alignment import compare_words, key_of
from drafter.returned.changes import differences
from drafter.word.guard import open_word
from drafter.word.reading import Block, Place, WordText, canonical
from tools import LONGEST_RUN, tool

PRISONS = '<w:r><w:t xml:space="preserve">Build prisons.</w:t></w:r>'


def read(content: bytes, *, accept: bool = True) -> WordText:
    return canonical(open_word(content, "file.docx"), accept=accept)


def with_markup(markup: str, instead_of: str = PRISONS) -> bytes:
    """Return the small draft with markup in place of "Build prisons."."""
    parts = parts_of(written(small_draft()))
    assert instead_of in parts["word/document.xml"].decode()
    text = parts["word/document.xml"].decode().replace(instead_of, markup, 1)
    parts["word/document.xml"] = text.encode()
    return zipped(parts)


def block_of(text: WordText, bookmark: str) -> Block:
    return next(block for block in text.blocks if block.bookmark == bookmark)


def prisons(markup: str, *, accept: bool = True) -> Block:
    return block_of(read(with_markup(markup), accept=accept), "c_prisons")


@pytest.fixture(scope="module")
def text() -> WordText:
    return read(written(small_draft()))


def test_blocks_are_what_was_written_without_contents_and_empty_paragraphs(text):
    assert [(block.style, block.label, block.text) for block in text.blocks if block.place == Place.BODY] == [
        ("hch", "", "Compilation of candidate paragraphs"),
        ("boxtxt", "", "How to read this. Each paragraph has a footnote."),
        ("tocheading", "", "Contents"),
        ("plaintxt", "", "Recalling [earlier resolutions],"),
        ("h1", "", "Actions"),
        ("singletxt", "1", "Ensure access to legal aid for all;"),
        ("alttxt", "1 bis", "Widen access to <legal> aid;"),
        ("singletxt", "2", "We endeavour:"),
        ("letteredtxt", "(a)", "To strengthen juries;"),
        ("letteredtxt", "(b)", "To open courts."),
        ("singletxt", "3", "Build prisons."),
        ("alttxt", "3 alt", "Build no prisons."),
        ("guidancetxt", "G.1", "Name the declaration."),
        ("h1", "", "Annex"),
    ]


def test_footnotes_are_at_their_offset_and_support_is_no_text(text):
    block = block_of(text, "c_legal_aid")
    ends = len("Ensure access to legal aid"), len("Ensure access to legal aid for all;")
    assert block.notes == ((ends[0], BEIRUT.text), (ends[1], BANGKOK.text), (ends[1], ADDIS.text))
    assert block.support == "(Africa)"


def test_a_row_is_a_block_whose_numbers_of_paragraphs_are_masked(text):
    rows = [block.text for block in text.blocks if block.place == Place.TABLE]
    assert rows[0] == "Paragraph | Source"
    assert rows[2].startswith("# bis | para. 44 (g)")


def test_comments_say_what_they_are_about(text):
    assert [(comment.author, comment.text, comment.words) for comment in text.comments] == [
        ("drafter", "“All” or “everyone”?", "for all"),
        ("drafter", "Three sources say so.", "Ensure access to legal aid for all;"),
    ]
    assert {text.blocks[comment.block].bookmark for comment in text.comments} == {"c_legal_aid"}


@pytest.mark.parametrize(
    ("markup", "accepted", "rejected"),
    [
        (
            "Build <w:ins>many </w:ins><w:del>few </w:del>prisons.",
            "Build many prisons.",
            "Build few prisons.",
        ),
        ("<w:moveFrom>Now </w:moveFrom>Build.<w:moveTo> Now.</w:moveTo>", "Build. Now.", "Now Build."),
        ("<w:ins><w:del>never </w:del>Build.</w:ins>", "Build.", ""),
    ],
)
def test_tracked_changes_are_accepted_or_rejected(markup, accepted, rejected):
    parts = re.split(r"(<[^>]*>)", markup)
    body, is_deleted = "", False
    for part in parts:
        if part.startswith("<"):
            is_deleted = part == "<w:del>" or (is_deleted and part != "</w:del>")
            body += part.replace(">", ' w:id="90" w:author="Ann">') if not part.startswith("</") else part
        elif part:
            name = "delText" if is_deleted else "t"
            body += f'<w:r><w:{name} xml:space="preserve">{part}</w:{name}></w:r>'
    content = with_markup(body)
    for accept, expected in ((True, accepted), (False, rejected)):
        found = read(content, accept=accept)
        assert block_of(found, "c_prisons").text == expected
        assert {change.author for change in found.tracked} == {"Ann"}


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next():
    end = '<w:pPr><w:pStyle w:val="SingleTxt"/><w:rPr><w:del w:id="91" w:author="Ann"/></w:rPr></w:pPr>'
    content = with_markup(
        f"{PRISONS}</w:p><w:p>{end}<w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t>Two</w:t></w:r>"
    )
    assert "OneTwo" in [block.text for block in read(content).blocks]
    assert {"One", "Two"} <= {block.text for block in read(content, accept=False).blocks}


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f'<w:hyperlink w:anchor="x">{PRISONS}</w:hyperlink>', "Build prisons."),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{PRISONS}</w:sdtContent></w:sdt>", "Build prisons."),
        (
            f'{PRISONS}<w:fldSimple w:instr=" REF x "><w:r><w:t> See 4</w:t></w:r></w:fldSimple>',
            "Build prisons. See 4",
        ),
        (f"{PRISONS}<w:r><w:br/><w:t>At once.</w:t></w:r>", "Build prisons.\nAt once."),
        ("<w:r><w:t>Build pri</w:t></w:r><w:r><w:b/><w:t>sons.</w:t></w:r>", "Build prisons."),
        ("<w:r><w:t>Re</w:t><w:noBreakHyphen/><w:t>open.</w:t></w:r>", "Re-open."),
    ],
)
def test_links_controls_and_fields_give_their_words(markup, expected):
    assert prisons(markup).text == expected


@pytest.mark.parametrize(
    ("properties", "look"),
    [
        ("<w:vanish/>", "hidden"),
        ('<w:color w:val="FFFFFF"/>', "pale"),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "pale"),
        ('<w:sz w:val="3"/>', "tiny"),
        ("<w:strike/>", "struck"),
        ("<w:dstrike/>", "struck"),
    ],
)
def test_looks_that_can_hide_words_are_named_with_the_words(properties, look):
    block = prisons(f"{PRISONS}<w:r><w:rPr>{properties}</w:rPr><w:t>not now</w:t></w:r>")
    assert block.looks == ((look, "not now"),)
    assert block.text == ("Build prisons." if look == "hidden" else "Build prisons.not now")


@pytest.mark.parametrize(
    "properties",
    ["<w:b/>", '<w:color w:val="C00000"/>', '<w:sz w:val="28"/>', '<w:strike w:val="0"/>', "<w:u/>"],
)
def test_other_looks_are_nothing(properties):
    assert prisons(f"<w:r><w:rPr>{properties}</w:rPr><w:t>Build prisons.</w:t></w:r>").looks == ()


def test_a_text_box_is_a_block_of_its_own():
    box = (
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    blocks = read(with_markup(PRISONS + box)).blocks
    assert [block.text for block in blocks if block.place == Place.BOX] == ["In a box"]
    assert "Build prisons." in [block.text for block in blocks]


@pytest.mark.parametrize(
    ("typed", "label", "words"),
    [
        ("12 bis. Widen it", "12 bis", "Widen it"),
        ("9 alt\tWiden it", "9 alt", "Widen it"),
        ("(c)\tWiden it", "(c)", "Widen it"),
        ("2030 Agenda for all", "", "2030 Agenda for all"),
        ("(a) and (b) of it", "", "(a) and (b) of it"),
    ],
)
def test_a_typed_number_is_no_word(typed, label, words):
    markup = typed.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    content = with_markup(
        f"{PRISONS}</w:p><w:p><w:r><w:t xml:space='preserve'>{markup}</w:t></w:r></w:p><w:p>"
    )
    block = next(block for block in read(content).blocks if block.text == words)
    assert block.label == label


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“State’s” role", '"State\'s" role'),
        ("crime-prevention", "crime prevention"),
        ("2015–2020", "2015-2020"),
        ("all ;", "all;"),
        ("a\nb", "a  b"),
    ],
)
def test_typographic_marks_and_blanks_are_no_change(old, new):
    assert key_of(old) == key_of(new)
    assert [piece.is_same for piece in compare_words(old, new)] == [True]


@pytest.mark.parametrize(
    ("old", "new"), [("States", "State’s"), ("now here", "nowhere"), ("may", "May"), ("(a)", "a")]
)
def test_other_marks_are_a_change(old, new):
    assert key_of(old) != key_of(new)


def test_the_pieces_of_a_difference_are_both_texts_as_typed():
    old, new = "Promote the use of “aid”, in all States;", 'Promote use of "aid" within all States and more;'
    pieces = compare_words(old, new)
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new
    changed = [(piece.old, piece.new) for piece in pieces if not piece.is_same]
    assert changed == [(" the", ""), (", in", " within"), ("", " and more")]


@pytest.mark.parametrize("ways", [("docx",), ("odt", "docx"), ("rtf", "docx"), ("doc", "docx")], ids="/".join)
def test_a_draft_says_the_same_after_libreoffice_saved_it(ways, text, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(written(small_draft()))
    for step, way in enumerate(ways):
        folder = tmp_path / str(step)
        subprocess.run(
            [
                tool("soffice"),
                f"-env:UserInstallation={(tmp_path / 'libreoffice').as_uri()}",
                "--headless",
                "--convert-to",
                way,
                "--outdir",
                folder,
                path,
            ],
            capture_output=True,
            timeout=LONGEST_RUN,
            check=True,
        )
        path = Path(folder / f"draft.{way}")
    _, changes = differences(text.blocks, read(path.read_bytes()).blocks)
    assert changes == []
