"""Tracked changes and comments are their authors': each comes home under its name, and none is lost."""

import copy

import pytest
import yaml
from word_editing import Edit, element, run, said, style_of
from word_reading import w

from tools import drafter_here

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: lac-79j
- id: culture-of-lawfulness
- id: legal-aid
  wording: Pay for legal aid
"""
# Annex B, Africa, para. 37 (b), without its closing mark.
AF_37B = "Revise laws and policies that are discriminatory against women"


def drafter(*arguments, status=0):
    done = drafter_here(*arguments)
    assert done.returncode == status, done.stderr.decode() + done.stdout.decode()
    return done.stdout.decode() + done.stderr.decode()


class Room:
    """A selection, the draft of a round, and files that come back."""

    def __init__(self, folder):
        self.folder, self.selection = folder, folder / "selection.yaml"
        self.selection.write_text(SELECTION, encoding="utf-8")
        drafter("draft", self.selection, "-o", folder / "round-1.docx")

    def edit(self):
        return Edit((self.folder / "round-1.docx").read_bytes())

    def save(self, edit, name="back.docx"):
        path = self.folder / name
        path.write_bytes(edit if isinstance(edit, bytes) else edit.save())
        return path

    def home(self, *files, status=0, more=()):
        return drafter("select", self.selection, "--from", *files, *more, status=status)

    def take(self, *names, more=()):
        taken = [part for name in names for part in ("--take", name)]
        return drafter("select", self.selection, *taken, *more)

    @property
    def proposed(self):
        path = self.folder / "selection.proposals.yaml"
        return {one["id"]: one for one in yaml.safe_load(path.read_text("utf-8"))} if path.exists() else {}

    def block(self, clause):
        found = yaml.safe_load(self.selection.read_text("utf-8"))["clauses"]
        return next(one for one in found if one["id"] == clause)

    def markdown(self):
        return drafter("draft", self.selection, "--format", "markdown", "-o", "-")


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return Room(tmp_path_factory.mktemp("room"))


@pytest.fixture
def room(first):
    first.selection.write_text(SELECTION, encoding="utf-8")
    (first.folder / "selection.proposals.yaml").unlink(missing_ok=True)
    return first


# Tracked changes, as Word writes them


def change(kind, author, *content):
    """A tracked change around what it is about."""
    made = element(f'<w:{kind} w:id="9" w:author="{author}" w:date="2026-05-03T10:00:00Z"/>')
    made.extend(content)
    return made


def cut_out(paragraph, words):
    """The run in which words of a paragraph stand alone."""
    for old in paragraph.iter(w("r")):
        before, found, after = (old.findtext(w("t")) or "").partition(words)
        if found:
            own, rest = copy.deepcopy(old), copy.deepcopy(old)
            for one, text in ((old, before), (own, words), (rest, after)):
                one.find(w("t")).text = text
                one.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            old.addnext(rest)
            old.addnext(own)
            return own
    raise AssertionError(words)


def strike(author, content):
    """A run struck out."""
    place = change("del", author)
    content.addprevious(place)
    place.append(content)
    for text in content.iter(w("t")):
        text.tag = w("delText")
    return place


def reword(paragraph, author, old, new):
    """Words struck out, and others put in behind them."""
    struck = strike(author, cut_out(paragraph, old))
    put = change("ins", author, run(new))
    struck.addnext(put)
    return put


def end_changed(paragraph, kind, author):
    """The end of a paragraph put in or struck out."""
    properties = paragraph.find(w("pPr"))
    mark = properties.find(w("rPr"))
    if mark is None:
        mark = element("<w:rPr/>")
        properties.append(mark)
    mark.insert(0, change(kind, author))


def struck_whole(paragraph, author):
    for content in [one for one in paragraph.iter(w("r")) if one.getparent() is paragraph]:
        strike(author, content)
    end_changed(paragraph, "del", author)


def added_below(edit, paragraph, author, words):
    """A numbered paragraph put in behind another one, with a footnote."""
    new = element(f'<w:p><w:pPr><w:pStyle w:val="{style_of(paragraph)}"/></w:pPr></w:p>')
    new.append(run(words))
    paragraph.addnext(new)
    edit.add_reference(new, said(edit.note(edit.references(paragraph)[0])).strip())
    for content in list(new.iter(w("r"))):
        put = change("ins", author)
        content.addprevious(put)
        put.append(content)
    end_changed(new, "ins", author)
    return new


# Words


def test_two_delegations_that_reword_a_paragraph_both_come_home_and_both_stand(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    reword(paragraph, "J. Silva", "Revise", "Repeal")
    reword(paragraph, "Egypt", "women", "women and girls")
    told = room.home(room.save(edit), more=("--by-author", "J. Silva=Brazil"))

    assert list(room.proposed) == ["af-37b:wording:brazil", "af-37b:wording:egypt"]
    assert "Tracked changes of Brazil in" in told
    assert "authors:\n  J. Silva: Brazil\n" in room.selection.read_text("utf-8")
    room.take("af-37b:wording:egypt")
    assert list(room.proposed) == ["af-37b:wording:brazil"]
    room.take("af-37b:wording:brazil")

    egypt = {"role": "alternative", "by": ["Egypt"], "wording": f"{AF_37B} and girls"}
    brazil = {"role": "alternative", "by": ["Brazil"], "wording": AF_37B.replace("Revise", "Repeal")}
    assert room.block("af-37b") == {"id": "af-37b", "wordings": [egypt, brazil]}
    assert "af-37b" not in room.home(room.folder / "back.docx")


def test_words_of_ones_own_stay_the_first_and_what_stands_in_one_wording_is_changed_there(room):
    edit = room.edit()
    reword(edit.clause("clause_legal_aid"), "Japan", "Pay for", "Consider")
    third = next(one for one in edit.lines("AltTxt") if said(one).startswith("3 bis"))
    reword(third, "Japan", "children and youth", "youth")
    room.home(room.save(edit))
    room.take("legal-aid", "culture-of-lawfulness")

    first, other = room.block("legal-aid")["wordings"]
    assert first == {"sources": ["ap-44g", "wa-42a", "af-45g"], "wording": "Pay for legal aid"}
    assert (other["by"], other["wording"]) == (["Japan"], "Consider legal aid")
    (own,) = room.block("culture-of-lawfulness")["wordings"]
    assert own["by"] == ["Japan"]
    assert "particularly youth, and including" in own["wording"]


def test_as_text_a_delegations_words_stand_in_the_place_of_the_text(room):
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Egypt", "Revise", "Repeal")
    third = next(one for one in edit.lines("AltTxt") if said(one).startswith("3 bis"))
    reword(third, "Egypt", "children and youth", "youth")
    room.home(room.save(edit))
    room.take("af-37b", "culture-of-lawfulness", more=("--as-text",))

    assert room.block("af-37b")["wording"] == AF_37B.replace("Revise", "Repeal")
    printed = room.markdown().partition("Annex I.")[0]
    assert printed.count("particularly youth, and including") == 1
    assert "particularly children and youth, and including" not in printed
    assert room.proposed == {}
    assert "has nothing that" in room.home(room.folder / "back.docx")


def test_what_nobody_tracked_is_nobodys_and_each_keeps_its_own(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    reword(paragraph, "Egypt", "women", "women and girls")
    edit.replace_words(paragraph, "Revise", "Repeal")
    room.home(room.save(edit))

    assert room.proposed["af-37b:wording"]["set"] == {"wording": AF_37B.replace("Revise", "Repeal")}
    assert "by" not in room.proposed["af-37b:wording"]
    (own,) = room.proposed["af-37b:wording:egypt"]["set"]["wordings"]
    assert own["wording"] == AF_37B.replace("Revise", "Repeal") + " and girls"


def test_what_one_changes_in_what_another_put_in_is_read_with_both_and_told(room):
    edit = room.edit()
    put = reword(edit.clause("clause_af_37b"), "Brazil", "women", "women and girls in rural areas")
    strike("Egypt", cut_out(put, " in rural areas"))
    told = room.home(room.save(edit))

    brazil, egypt = (room.proposed[f"af-37b:wording:{name}"] for name in ("brazil", "egypt"))
    assert brazil["set"]["wordings"][0]["wording"] == f"{AF_37B} and girls in rural areas"
    assert egypt["set"]["wordings"][0]["wording"] == f"{AF_37B} and girls"
    assert egypt["conflict"] == "made on what Brazil put in, and contains it"
    assert "Egypt changed what Brazil put in" in told
