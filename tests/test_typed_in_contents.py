"""Words typed among the lines of the contents, which are made anew: that they do not come home is said."""

import copy

import pytest
from word_editing import element, run, said, style_of
from word_room import Room, drafter
from word_tracking import change, end_changed

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

TYPED = "Thank the scribes of the Congress"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A paper that is long enough for contents."""
    folder = tmp_path_factory.mktemp("room")
    drafter("select", "--min-regions", "3", "-o", folder / "selection.yaml")
    return Room(folder, (folder / "selection.yaml").read_text("utf-8"))


def contents(edit):
    found = [
        one for one in edit.document.iter("{*}p") if style_of(one).startswith("TOC") and said(one).strip()
    ]
    assert len(found) > 3, "no contents"
    return found


@pytest.mark.parametrize(("author", "of"), [("Egypt", ""), ("", ""), ("", "Egypt")])
def test_what_is_typed_among_the_contents_is_told_with_its_words(room, author, of):
    edit = room.edit()
    line = contents(edit)[2]
    new = element(f'<w:p><w:pPr><w:pStyle w:val="{style_of(line)}"/></w:pPr></w:p>')
    new.append(change("ins", author, run(TYPED)) if author else run(TYPED))
    if author:
        end_changed(new, "ins", author)
    line.addnext(new)
    told = " ".join(room.home(room.save(edit), more=("--of", of) if of else ()).split())
    assert f"“{TYPED}” stands among the contents, which are made anew" in told
    assert told.count(TYPED) == 1 + ("is said already" in told)


def test_contents_that_nobody_typed_in_say_nothing_also_where_they_name_pages(room):
    edit = room.edit()
    assert "contents" not in room.home(room.save(edit))
    line = contents(edit)[2]
    line.append(run("\t4"))
    line.addnext(copy.deepcopy(contents(edit)[3]))
    assert "among the contents" not in room.home(room.save(edit))
