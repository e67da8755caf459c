"""Reading and writing files: nothing that people wrote is lost; a failed run leaves the old file whole."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.files import writing
from drafter.files.lock import lock_of, locked, take_away_if_left
from drafter.files.reading import decode, look_at_name, read_at_most, read_bytes, read_text, remembering
from drafter.files.replacing import all_or_none
from drafter.files.seal import ABOUT, MARKDOWN, MATRIX, PAGE, has_whole_seal, seal_text
from drafter.files.unfinished import unfinished_name
from drafter.files.writing import change_file, new_folder, write_file
from drafter.problems import DrafterError, ExitStatus
from drafter.text.words import line_and_column

TEXT = "- id: culture-of-lawfulness\n  members: [ap-13b, lac-19h]\n"
SEALED = seal_text(TEXT)
NEW = seal_text(TEXT + "- id: legal-aid\n")


def whatever(_):
    """What stands there may be replaced, whatever it is."""
    return True


def refusal(path, content=NEW, **options):
    with pytest.raises(DrafterError) as caught:
        write_file(path, content, **options)
    assert caught.value.status == ExitStatus.CANNOT_READ_OR_WRITE
    return caught.value


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


# The seal


def test_a_sealed_text_is_whole():
    assert has_whole_seal(SEALED)
    assert SEALED.startswith(TEXT.encode())


def test_the_seal_is_a_comment_in_the_last_line():
    last = SEALED.decode().splitlines()[-1]
    assert last.startswith("# drafter seal: ")
    assert SEALED.decode().splitlines()[:-1] == TEXT.splitlines()


def test_a_seal_can_be_a_comment_of_another_format():
    content = seal_text("Text\n", MARKDOWN)
    assert content.decode().splitlines()[-1].endswith(" -->")
    assert has_whole_seal(content)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace(b"lac-19h", b"lac-19i"),
        lambda content: b"# mine\n" + content,
        lambda content: content + b"# mine\n",
        lambda content: content.replace(b"  members", b"\n  members"),
        lambda content: content.rpartition(b"# drafter")[0],
        lambda content: content.replace(b"members", b"members "),
        lambda content: content[:-5],
        lambda content: b"",
        lambda content: b"\xff\xfe\x00",
    ],
)
def test_any_change_breaks_the_seal(change):
    assert not has_whole_seal(change(SEALED))


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.replace(b"\n", b"\r"),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"),
        lambda content: content.rstrip(b"\n"),
    ],
)
def test_line_ends_and_marks_that_an_editor_changes_do_not_break_the_seal(change):
    assert has_whole_seal(change(SEALED))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\ufeff")))
def test_any_text_can_be_sealed(text):
    content = seal_text(text + "\n")
    assert has_whole_seal(content)
    assert has_whole_seal(content.replace(b"\n", b"\r\n"))
    assert not has_whole_seal(b"x" + content)


# Writing


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "matrix.yaml"
    write_file(path, NEW)
    assert path.read_bytes() == NEW
    assert names_in(tmp_path) == ["matrix.yaml"]


def test_a_file_that_drafter_wrote_is_replaced(tmp_path):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED)
    write_file(path, NEW)
    assert path.read_bytes() == NEW
    assert names_in(tmp_path) == ["matrix.yaml"]


def test_a_file_whose_line_ends_an_editor_changed_is_replaced(tmp_path):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED.replace(b"\n", b"\r\n"))
    write_file(path, NEW)
    assert path.read_bytes() == NEW


def test_a_file_that_somebody_changed_is_not_replaced_and_the_message_says_how_to(tmp_path):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED.replace(b"lac-19h", b"lac-19i"))
    error = refusal(path)
    assert "has been changed since drafter wrote it" in error.message
    assert "--overwrite" in error.hint
    assert path.read_bytes() == SEALED.replace(b"lac-19h", b"lac-19i")
    assert names_in(tmp_path) == ["matrix.yaml"]


def test_a_file_that_is_not_drafters_is_not_replaced(tmp_path):
    path = tmp_path / "thesis.docx"
    path.write_bytes(b"three years of work")
    assert (
        "what stands there is a text file, and only a concordance that drafter wrote" in refusal(path).message
    )
    assert path.read_bytes() == b"three years of work"


def test_a_changed_file_is_replaced_when_told_to(tmp_path):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED.replace(b"lac-19h", b"lac-19i"))
    write_file(path, NEW, overwrite=True)
    assert path.read_bytes() == NEW


def packed(**parts):
    """A zip file with some parts, named with “__” for the sign between folders."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"word__document": "<w:document/>", **parts}.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


DRAFT_INSIDE = (
    '<?xml version="1.0"?>\n<draft xmlns="urn:drafter:draft:1" seal="1">{"redline-seal=": 1}</draft>'
)
# Of each kind of file what it begins with, and what a message calls it.
KINDS = {
    "a Word file": b"PK\x03\x04\x14\0word/document.xml",
    "a workbook": b"PK\x03\x04\x14\0xl/workbook.xml",
    "a zip file": b"PK\x03\x04\x14\0photos/1.png",
    "an old or locked Office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a PDF": b"%PDF-1.7\n",
    "no file that drafter writes": b"\x89PNG\r\n\x1a\n\0\0",
    "a web page": b"\xef\xbb\xbf\n<!doctype HTML>\n<p>x",
    "a template of a form": b"{% macro clause(one) %}{{ one }}",
    "a JSON file": b'{"schema_version": 1}',
    "a text file": b"# root:x:0:0\n",
}


# Of each kind that drafter writes a file, as it may be when somebody has changed it.
WRITTEN = {
    "a Word draft": packed(customXml__item2=DRAFT_INSIDE, docProps__core="<dc:title>x</dc:title>"),
    "a redline": packed(customXml__item1=DRAFT_INSIDE.replace(" seal=", " redline-author='A' redline-seal=")),
    "a trace in Word": packed(docProps__core="<dc:title>x</dc:title><dc:subject>x</dc:subject>"),
    "a page of drafter’s": seal_text("<!DOCTYPE html>\n<p>clauses:\n", PAGE) + b"<p>mine",
    "a draft in JSON": b'{"schema_version":1, "title": "x", "clauses": []}',
    "a check in JSON": b'{\n  "schema_version": 1,\n  "problems": []\n}',
    "a draft in Markdown": seal_text("# Paper\n\nclauses: two\n", MARKDOWN) + b"mine\n",
    "a check in Markdown": b"# Check of x.docx\n\nmine\n",
    "a check in plain text": b"x.docx: note: y\nmine\nChecked x.docx: 1 error, 0 warnings, 1,200 notes.\n",
    "a trace in CSV": b"\xef\xbb\xbfrecommendation;meeting;text\nap-1;x;y\n",
    "a selection": b"# yours\nmatrix: kyoto-2021\nclauses:\n- id: a\n",
    "the history of a selection": b"# What was decided about s.yaml, step by step: \n=== now\nclauses:\n",
    "a matrix": b"name: x\nrecommendations:\n- id: a-1\n",
    "a concordance": b"# Which\n\n- id: a\n  members: [a-1, b-1]\n",
    "a review": b"# Who\ndraft: x.docx\nreviewed:\n  - clause: a\n",
    "a reading": b'reader: "A"\nlinks:\n- members: [a-1]\n',
    "a trace": b'matrix: "kyoto-2021"\nlinks:\n  - recommendation: "a-1"\n',
    "a file of proposals": b"# What people changed in Word, proposed for s.yaml. Decide\n\n- id: a:new:b\n",
    "a file of sources": b"documents:\n- id: a\n  cited: b\n",
    "a file of remarks": b"- recommendation: a-1\n  words: b\n",
}
OTHERS = {
    **KINDS,
    "a Word file": packed(docProps__core="<dc:title>x</dc:title><dc:subject>y</dc:subject>"),
    "a web page": b"<!DOCTYPE html>\n<pre>\nclauses:\n",
    "a JSON file": b'{"schema_version": 1, "trace": []}',
    "a text file": b"Clauses: see below.\nChecked by me.\n",
}


@pytest.mark.parametrize("stands", [*WRITTEN, *OTHERS])
def test_overwrite_replaces_what_drafter_wrote_of_the_same_kind_and_nothing_else(tmp_path, stands):
    path = tmp_path / "t"
    for kind, content in WRITTEN.items():
        path.write_bytes(there := {**WRITTEN, **OTHERS}[stands])
        if kind == stands:
            write_file(path, content, overwrite=True)
            assert path.read_bytes() == content
            continue
        error = refusal(path, content, overwrite=True)
        said = f"what stands there is {stands}, and --overwrite replaces only {kind} that drafter wrote"
        assert said in error.message
        assert "another name with -o, or take that file away" in error.hint
        assert path.read_bytes() == there
        error = refusal(path, content)
        assert (
            f"what stands there is {stands}, and only {kind} that drafter wrote is replaced" in error.message
        )
        assert "--overwrite" not in error.hint


@pytest.mark.parametrize("content", [b"", b"\n", b"my draft"])
def test_what_is_empty_or_drafters_own_is_replaced_whatever_kind_the_new_one_is_of(tmp_path, content):
    path = tmp_path / "t"
    path.write_bytes(content)
    write_file(path, KINDS["a Word file"], overwrite=True, is_untouched=lambda was: was == b"my draft")
    assert path.read_bytes() == KINDS["a Word file"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_what_somebody_changed_is_not_replaced_through_a_link_out_of_the_folder(tmp_path):
    theirs, link = tmp_path / "theirs.yaml", tmp_path / "folder" / "link.yaml"
    link.parent.mkdir()
    link.symlink_to(theirs)
    theirs.write_bytes(b"theirs")
    error = refusal(link, overwrite=True)
    assert f"it is a link to {theirs}" in error.message
    assert "Name that file itself" in error.hint
    assert theirs.read_bytes() == b"theirs"

    theirs.write_bytes(SEALED)  # as drafter wrote it: nobody loses anything
    write_file(link, NEW, overwrite=True)
    assert theirs.read_bytes() == NEW


def test_a_file_with_the_same_bytes_can_be_written_again_with_or_without_a_seal(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(b"PK the same")
    write_file(path, b"PK the same")
    assert path.read_bytes() == b"PK the same"


def test_other_formats_tell_in_their_own_way_whether_they_are_untouched(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(b"old draft")
    write_file(path, b"new draft", is_untouched=lambda content: content == b"old draft")
    assert path.read_bytes() == b"new draft"
    refusal(path, b"newer draft", is_untouched=lambda content: content == b"old draft")
    assert path.read_bytes() == b"new draft"


def test_a_missing_folder_is_named(tmp_path):
    error = refusal(tmp_path / "missing" / "matrix.yaml")
    assert f"the folder {tmp_path / 'missing'} does not exist" in error.message
    assert names_in(tmp_path) == []


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    assert "is a file, not a folder" in refusal(tmp_path / "file" / "matrix.yaml").message


def test_a_folder_is_not_written_over(tmp_path):
    folder = tmp_path / "matrix.yaml"
    folder.mkdir()
    assert "is a folder" in refusal(folder, overwrite=True).message
    assert folder.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path):
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "folder" / "file.yaml")
    (tmp_path / "folder" / "file.yaml").write_bytes(SEALED)

    write_file(link, NEW)

    assert link.is_symlink()
    assert (tmp_path / "folder" / "file.yaml").read_bytes() == NEW


def test_a_name_that_is_too_long_is_refused_in_words(tmp_path):
    assert "cannot" in refusal(tmp_path / ("x" * 300 + ".docx")).message
    assert names_in(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the whole path")
def test_a_name_as_long_as_the_system_allows_is_written(tmp_path):
    path = tmp_path / ("x" * 250 + ".docx")
    write_file(path, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_new_file_can_be_read_by_whom_the_system_lets_read_new_files(tmp_path):
    other, path = tmp_path / "other", tmp_path / "draft.docx"
    other.write_bytes(b"")
    write_file(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_replaced_file_keeps_who_may_read_it(tmp_path):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED)
    path.chmod(0o640)
    write_file(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


# When the system refuses: these cannot be brought about with real files by an administrator.


def fail_with(number):
    def fail(*_arguments, **_options):
        raise OSError(number, os.strerror(number))

    return fail


def assert_old_file_is_whole(path):
    assert path.read_bytes() == SEALED
    assert names_in(path.parent) == [path.name]


@pytest.mark.parametrize(
    ("module", "function"),
    [(os, "fsync"), (Path, "replace"), (Path, "chmod")],
    ids=["fsync", "replace", "chmod"],
)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_failure_at_any_step_leaves_the_old_file_whole_and_nothing_beside_it(
    tmp_path, monkeypatch, module, function, number
):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED)
    monkeypatch.setattr(module, function, fail_with(number))
    error = refusal(path)
    monkeypatch.undo()
    assert f"cannot write {path}: {os.strerror(number)}" in error.message
    assert_old_file_is_whole(path)


def test_a_full_disk_says_so_and_that_the_old_file_is_whole(tmp_path, monkeypatch):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED)
    monkeypatch.setattr(os, "fsync", fail_with(errno.ENOSPC))
    error = refusal(path)
    monkeypatch.undo()
    assert "No space left on device" in error.message
    assert "The old file is whole" in error.hint


def test_a_full_disk_says_nothing_of_an_old_file_where_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", fail_with(errno.ENOSPC))
    error = refusal(tmp_path / "matrix.yaml")
    assert error.hint == "Free some room on the disk and try again."


def test_a_full_disk_names_the_folder_that_was_to_be_made(tmp_path, monkeypatch):
    def fill():
        with new_folder(tmp_path / "kyoto") as folder:
            write_file(folder / "list.csv", b"x")

    monkeypatch.setattr(os, "fsync", fail_with(errno.ENOSPC))
    with pytest.raises(DrafterError, match="No space left on device") as failed:
        fill()
    assert f"cannot write {tmp_path / 'kyoto' / 'list.csv'}" in failed.value.message
    assert failed.value.hint == "Free some room on the disk and try again."
    assert names_in(tmp_path) == []


def test_a_disk_that_fills_up_in_the_middle_of_writing_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED)
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(NEW) * 1000, before[1]))
    try:
        error = refusal(path, NEW * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert f"cannot write {path}" in error.message
    assert_old_file_is_whole(path)


def test_a_file_that_another_program_holds_open_is_said_to_be_perhaps_open_in_word(tmp_path, monkeypatch):
    # What Windows answers when a document is open in Word.
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED)
    monkeypatch.setattr(Path, "replace", fail_with(errno.EACCES))
    error = refusal(path)
    monkeypatch.undo()
    assert "open in Word" in error.hint
    assert_old_file_is_whole(path)


def test_a_folder_that_cannot_be_written_to_is_refused_in_words(tmp_path, monkeypatch):
    path = tmp_path / "matrix.yaml"
    folder_mode = stat.S_IMODE(tmp_path.stat().st_mode)
    if sys.platform == "win32" or os.geteuid() == 0:  # an administrator may write anywhere
        monkeypatch.setattr(os, "access", lambda *_: False)
    else:
        tmp_path.chmod(0o500)
    error = refusal(path)
    monkeypatch.undo()
    tmp_path.chmod(folder_mode)
    assert "Permission denied" in error.message
    assert "read-only" in error.hint
    assert names_in(tmp_path) == []


def test_a_run_that_is_interrupted_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED)

    def interrupt(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, NEW)
    monkeypatch.undo()
    assert_old_file_is_whole(path)


@pytest.mark.parametrize("kind", ["replaced", "changed"])
def test_what_somebody_saves_while_a_slow_disk_is_written_to_stays(tmp_path, monkeypatch, kind):
    path = tmp_path / "selection.yaml"
    path.write_bytes(SEALED)
    theirs = SEALED + b"# A line of mine.\n"

    def save_meanwhile(*_arguments):
        if kind == "changed":
            path.write_bytes(theirs)
        else:
            (tmp_path / "new").write_bytes(theirs)
            (tmp_path / "new").replace(path)

    def write_both():
        with all_or_none(), change_file(path) as write:
            write_file(tmp_path / "history.txt", b"One more step.\n", is_beside=True)
            write(NEW)

    monkeypatch.setattr(os, "fsync", save_meanwhile)
    with pytest.raises(DrafterError, match="somebody changed it while drafter was at work"):
        write_both()
    monkeypatch.undo()
    assert path.read_bytes() == theirs
    assert names_in(tmp_path) == ["selection.yaml"]


# What a command has read, and what drafter wrote of another kind


@pytest.mark.parametrize("make", [os.link, os.symlink])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_what_was_read_is_not_written_to_under_whatever_name(tmp_path, make):
    source, other = tmp_path / "matrix.txt", tmp_path / "other.txt"
    source.write_bytes(SEALED)
    make(source, other)
    with remembering():
        assert read_bytes(source) == SEALED
        for path in (source, other, tmp_path / "folder" / ".." / "matrix.txt"):
            (tmp_path / "folder").mkdir(exist_ok=True)
            with pytest.raises(DrafterError, match="one of the files that were read") as caught:
                write_file(path, NEW, is_untouched=whatever)
            assert caught.value.status == ExitStatus.USAGE
    assert source.read_bytes() == other.read_bytes() == SEALED
    write_file(source, NEW)  # another command has read nothing


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_two_outputs_that_are_one_file_are_not_both_written(tmp_path):
    (tmp_path / "link.docx").symlink_to(tmp_path / "draft.docx")
    with remembering():
        write_file(tmp_path / "link.docx", b"annexes")
        with pytest.raises(DrafterError, match="never written to"):
            write_file(tmp_path / "draft.docx", b"draft", is_untouched=whatever)
    assert (tmp_path / "draft.docx").read_bytes() == b"annexes"


def test_what_is_sealed_is_whole_as_one_kind_and_no_other():
    texts = {
        MATRIX: "# A matrix: x\n",
        ABOUT: "# What x\n",
        PAGE: "<!DOCTYPE html>\n",
        MARKDOWN: "# A matrix: x\n",
    }
    for kind, text in texts.items():
        content = seal_text(text, kind)
        assert [other for other in texts if has_whole_seal(content, other)] == [kind]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_a_link_that_leads_to_itself_is_refused_and_stays(tmp_path):
    one, two = tmp_path / "one.docx", tmp_path / "two.docx"
    one.symlink_to(two)
    two.symlink_to(one)
    assert f"{one} is a link that leads to itself" in refusal(one, overwrite=True).message
    with pytest.raises(DrafterError, match="is a link that leads to itself"), change_file(one):
        pytest.fail("there is no such file")
    with pytest.raises(DrafterError, match="cannot read"):
        read_bytes(one)
    assert one.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_link_out_of_the_folder_to_a_file_that_is_not_there_is_not_written_through(tmp_path, overwrite):
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    link = folder / "draft.docx"
    link.symlink_to(elsewhere / "none.docx")
    said = refusal(link, overwrite=overwrite)
    assert f"it is a link to {elsewhere / 'none.docx'}, and there is no such file" in said.message
    with pytest.raises(DrafterError, match="there is no such file"), change_file(link) as write:
        write(b"mine")
    assert names_in(elsewhere) == []
    assert names_in(folder) == ["draft.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_a_link_within_the_folder_to_a_file_that_is_not_there_is_written_through(tmp_path):
    (tmp_path / "newest.docx").symlink_to("round-2.docx")
    write_file(tmp_path / "newest.docx", NEW)
    assert (tmp_path / "round-2.docx").read_bytes() == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
@pytest.mark.parametrize("is_there", [True, False])
def test_what_drafter_keeps_beside_a_file_follows_no_link_out_of_the_folder(tmp_path, is_there):
    theirs, link = tmp_path / "theirs.txt", tmp_path / "folder" / ".drafter-matrix.yaml.imported"
    link.parent.mkdir()
    link.symlink_to(theirs)
    if is_there:
        theirs.write_bytes(b"theirs")
    assert "is a link out of its folder" in refusal(link, overwrite=True, is_beside=True).message
    with pytest.raises(DrafterError, match="out of its folder"), change_file(link, is_beside=True) as write:
        write(b"mine")
    assert theirs.exists() == is_there
    assert not is_there or theirs.read_bytes() == b"theirs"


def test_a_new_folder_is_whole_or_not_there_with_all_that_was_made_above_it(tmp_path):
    def fail():
        with new_folder(tmp_path / "a" / "b") as folder:
            write_file(folder / "x.txt", b"x")
            read_bytes(folder / "y.txt")

    with pytest.raises(DrafterError, match=r"y\.txt does not exist"):
        fail()
    assert names_in(tmp_path) == []
    with new_folder(tmp_path / "a" / "b") as folder:
        write_file(folder / "x.txt", b"x")
    assert names_in(tmp_path / "a") == ["b"]
    assert names_in(tmp_path / "a" / "b") == ["x.txt"]


@pytest.mark.parametrize("is_there", [True, False])
def test_of_two_who_make_a_folder_at_once_the_later_is_told_that_it_is_there(tmp_path, is_there):
    target = tmp_path / "kyoto"
    if is_there:
        target.mkdir()

    def make_while_another_does():
        with new_folder(target) as mine:
            write_file(mine / "x.txt", b"mine")
            with new_folder(target) as theirs:
                write_file(theirs / "x.txt", b"theirs")

    with pytest.raises(DrafterError, match="another drafter, or somebody else, has just made it") as failed:
        make_while_another_does()
    assert failed.value.message.startswith(str(target))
    assert "old file" not in failed.value.hint
    assert (target / "x.txt").read_bytes() == b"theirs"
    assert names_in(tmp_path) == ["kyoto"]


def test_who_cannot_make_a_folder_is_told_of_no_old_file(tmp_path, monkeypatch):
    (tmp_path / "kyoto").mkdir()

    def make():
        with new_folder(tmp_path / "kyoto"):
            pass

    monkeypatch.setattr(Path, "replace", fail_with(errno.ENOSPC))
    with pytest.raises(DrafterError, match="No space left on device") as failed:
        make()
    assert failed.value.hint == "Free some room on the disk and try again."


# Several files


def write_both(folder):
    with all_or_none():
        write_file(folder / "a.yaml", b"new a", is_untouched=whatever)
        with change_file(folder / "b.yaml") as write:
            write(b"new b")
        write_file(folder / "c.yaml", b"new c")


@pytest.mark.parametrize("is_linked", [True, False])
@pytest.mark.parametrize("function", ["open", "replace"])
@pytest.mark.parametrize("fails_at", [1, 2, 3, 4])
def test_of_several_files_all_are_written_or_none(tmp_path, monkeypatch, function, fails_at, is_linked):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_bytes(b"old")
    calls, really = [], getattr(Path, function)

    def fail_once(path, *rest):
        if not path.name.endswith(".part") or (calls.append(path) or len(calls)) != fails_at:
            return really(path, *rest)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, function, fail_once)
    if not is_linked:  # as on a drive where a file has one name only
        monkeypatch.setattr(os, "link", fail_with(errno.EPERM))
    with contextlib.suppress(DrafterError) if fails_at > len("abc") else pytest.raises(DrafterError):
        write_both(tmp_path)
    monkeypatch.undo()
    if fails_at > len("abc"):
        assert names_in(tmp_path) == ["a.yaml", "b.yaml", "c.yaml"]
        assert [(tmp_path / f"{one}.yaml").read_bytes() for one in "abc"] == [b"new a", b"new b", b"new c"]
    else:
        assert names_in(tmp_path) == ["a.yaml", "b.yaml"]
        assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"old"}


def test_where_taking_back_fails_too_it_is_said_how_the_files_stand_and_the_old_content_stays(
    tmp_path, monkeypatch
):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_bytes(b"old")
    calls, really = [], Path.replace

    def fail_from_the_second(path, *rest):
        if len(calls) < 1:
            calls.append(path)
            return really(path, *rest)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "replace", fail_from_the_second)
    with pytest.raises(
        DrafterError, match=r"b\.yaml: Input/output error; and what had been written"
    ) as failed:
        write_both(tmp_path)
    monkeypatch.undo()

    (kept,) = [one for one in tmp_path.iterdir() if one.name.endswith(".old")]
    assert f"{tmp_path / 'a.yaml'} has its new content, its old content is in {kept}" in failed.value.message
    assert f"rename {kept} to a.yaml" in failed.value.hint
    assert failed.value.status == 3
    assert kept.read_bytes() == (tmp_path / "b.yaml").read_bytes() == b"old"
    assert (tmp_path / "a.yaml").read_bytes() == b"new a"
    assert not (tmp_path / "c.yaml").exists()


def test_where_a_new_file_cannot_be_taken_back_it_is_said_that_it_is_there(tmp_path, monkeypatch):
    def write_two():
        with all_or_none():
            write_file(tmp_path / "a.yaml", b"a")
            write_file(tmp_path / "b.yaml", b"b")
            (tmp_path / "b.yaml").write_bytes(b"theirs")

    monkeypatch.setattr(Path, "unlink", fail_with(errno.EIO))
    with pytest.raises(DrafterError, match=r"a\.yaml is new") as failed:
        write_two()
    monkeypatch.undo()
    assert f"delete {tmp_path / 'a.yaml'}" in failed.value.hint


KILLED = """
import os, sys
from pathlib import Path
from test_files import write_both
really, left = Path.replace, [int(sys.argv[2])]
def replace_and_die(path, target):
    if not left[0]:
        os.kill(os.getpid(), 9)
    left[0] -= 1
    return really(path, target)
Path.replace = replace_and_die
write_both(Path(sys.argv[1]))
"""


def killed_at(folder, renames):
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_bytes(b"old")
    run = [sys.executable, "-c", KILLED, str(folder), str(renames)]
    done = subprocess.run(run, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False)
    assert done.returncode == -9


@pytest.mark.skipif(sys.platform == "win32", reason="it knows no such signal")
@pytest.mark.parametrize("renames", [0, 1, 2])
def test_what_a_killed_drafter_left_is_finished_by_the_next_that_writes_there(tmp_path, renames):
    killed_at(tmp_path, renames)
    with change_file(tmp_path / "a.yaml") as write:
        write(b"newer a")

    assert names_in(tmp_path) == ["a.yaml", "b.yaml", "c.yaml"]
    assert [(tmp_path / f"{one}.yaml").read_bytes() for one in "abc"] == [b"newer a", b"new b", b"new c"]


@pytest.mark.skipif(sys.platform == "win32", reason="it knows no such signal")
def test_what_somebody_changed_since_a_drafter_was_killed_stays(tmp_path):
    killed_at(tmp_path, 1)
    (tmp_path / "b.yaml").write_bytes(b"theirs")
    with change_file(tmp_path / "a.yaml") as write:
        write(b"newer a")

    assert (tmp_path / "b.yaml").read_bytes() == b"theirs"
    assert not (tmp_path / ".drafter-unfinished.json").exists()
    kept = [one.read_bytes() for one in tmp_path.iterdir() if one.name.endswith(".old")]
    assert b"old" in kept


@pytest.mark.parametrize(
    "said", ["", "[]", "{}", '[["../x", null, null, null]]', '[["a.yaml", "x.txt", null, null]]', "[" * 9999]
)
def test_a_note_of_what_is_unfinished_that_drafter_did_not_write_does_nothing(tmp_path, said):
    (tmp_path / "x").write_bytes(b"theirs")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "x.txt").write_bytes(b"theirs")
    (folder / ".drafter-unfinished.json").write_text(said)
    with change_file(folder / "b.yaml") as write:
        write(b"b")

    assert names_in(folder) == ["b.yaml", "x.txt"]
    assert (tmp_path / "x").read_bytes() == b"theirs"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_in_the_place_of_that_note_is_followed(tmp_path):
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / ".drafter-unfinished.json").symlink_to(tmp_path / "mine")
    with all_or_none():
        write_file(tmp_path / "in" / "a.yaml", b"a")
        write_file(tmp_path / "in" / "b.yaml", b"b")

    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert (tmp_path / "in" / "b.yaml").read_bytes() == b"b"


KILLED_AT = """
import os, sys
from pathlib import Path
from test_files import write_both
folder, left = Path(sys.argv[1]), [int(sys.argv[2])]
CHANGES = {"os.rename", "os.link", "os.remove", "os.chmod", "os.truncate"}
def die(event, arguments):
    is_ours = str(arguments[0]).startswith(str(folder)) if arguments else False
    is_write = event == "open" and is_ours and bool(arguments[2] & (os.O_CREAT | os.O_WRONLY))
    if is_write or (event in CHANGES and (is_ours or event == "os.truncate")):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), 9)
sys.addaudithook(die)
write_both(folder)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it knows no such signal")
def test_nothing_is_left_of_a_drafter_that_was_killed_at_whatever_moment(tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for moment in range(1, 100):
        folder = tmp_path / str(moment)
        folder.mkdir()
        for name in ("a", "b"):
            (folder / f"{name}.yaml").write_bytes(b"old")
        run = [sys.executable, "-c", KILLED_AT, str(folder), str(moment)]
        done = subprocess.run(run, env=environment, check=False).returncode
        stands = {path.read_bytes()[:3] for path in folder.glob("*.yaml")}
        with change_file(folder / "a.yaml") as write:
            write(b"newer a")
        assert [name for name in names_in(folder) if not name.endswith(".yaml.lock")] in (
            ["a.yaml", "b.yaml"],
            ["a.yaml", "b.yaml", "c.yaml"],
        )
        assert stands <= {b"old", b"new"}
        if done == 0:
            break
        assert done == -9
    assert moment > 15


def unfinished_of(process_id, ending, number=0):
    """The name of what a process had not finished, on this system."""
    where = unfinished_name().split("-")[1]
    return f".drafter-{where}-{process_id:x}-{number:016x}.{ending}"


@pytest.fixture(scope="module")
def gone():
    """The number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    return ended.pid


@pytest.mark.skipif(sys.platform == "win32", reason="of processes there it is not told")
def test_what_a_living_process_or_another_system_writes_is_not_touched(tmp_path, gone):
    living = [unfinished_of(os.getpid(), ending) for ending in ("part", "old")]
    elsewhere = re.sub("-[0-9a-f]{8}-", "-00000000-", unfinished_of(gone, "part", 7), count=1)
    theirs = [".drafter-mine.part", "x.part", unfinished_of(gone, "old", 9)]
    for name in (*living, elsewhere, *theirs, unfinished_of(gone, "part")):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "b.yaml").write_bytes(b"b")
    os.link(tmp_path / "b.yaml", tmp_path / unfinished_of(gone, "old"))
    folder = tmp_path / unfinished_of(gone, "part", 1)
    folder.mkdir()
    (folder / "matrix.yaml").touch()
    write_file(tmp_path / "a.yaml", b"a")

    # An old file that stands nowhere else may be all that there is of it.
    assert names_in(tmp_path) == sorted([*living, elsewhere, *theirs, "a.yaml", "b.yaml"])


def test_parts_of_long_ago_are_taken_away_whoever_wrote_them(tmp_path):
    names = [unfinished_of(os.getpid(), "part", number) for number in (1, 2)]
    for name, age in (*zip(names, (200_000, 0), strict=True), (".drafter-mine.part", 200_000)):
        path = tmp_path / name
        path.write_bytes(b"x")
        os.utime(path, (time.time() - age,) * 2)
    with change_file(tmp_path / "a.yaml") as write:
        write(b"a")

    assert names_in(tmp_path) == sorted([names[1], ".drafter-mine.part", "a.yaml"])


def test_an_old_file_that_could_not_be_taken_away_goes_the_next_time(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_bytes(b"old")
    really = Path.unlink

    def fail_for_old(path, **options):
        return fail_with(errno.EIO)() if path.suffix == ".old" else really(path, **options)

    monkeypatch.setattr(Path, "unlink", fail_for_old)
    write_both(tmp_path)
    monkeypatch.undo()
    assert [name for name in names_in(tmp_path) if name.endswith(".old")]
    with change_file(tmp_path / "a.yaml") as write:
        write(b"newer a")
    assert names_in(tmp_path) == ["a.yaml", "b.yaml", "c.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open is not renamed over there")
@pytest.mark.parametrize("saved", ["a.yaml", "b.yaml"])
def test_what_somebody_saves_into_a_file_in_the_last_moment_stands_there(tmp_path, monkeypatch, saved):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_bytes(b"old")
    really = Path.replace

    def save_and_replace(path, target):
        if target.name == saved and path.suffix == ".part":
            target.write_bytes(b"saved by hand")
        return really(path, target)

    monkeypatch.setattr(Path, "replace", save_and_replace)
    with pytest.raises(DrafterError, match="somebody changed it while drafter was at work"):
        write_both(tmp_path)
    other = {"a.yaml": "b.yaml", "b.yaml": "a.yaml"}[saved]
    assert (tmp_path / saved).read_bytes() == b"saved by hand"
    assert (tmp_path / other).read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("changes", [{}, {"overwrite": True}])
def test_what_is_saved_while_a_file_is_looked_at_stands_there(tmp_path, monkeypatch, changes):
    path = tmp_path / "a.yaml"
    path.write_bytes(SEALED)
    really = writing.refuse_input
    monkeypatch.setattr(writing, "refuse_input", lambda one: really(one) or path.write_bytes(SEALED + SEALED))
    error = refusal(path, is_untouched=lambda _: True, **changes)
    assert "somebody changed it" in error.message
    assert path.read_bytes() == SEALED + SEALED


def test_a_file_that_somebody_made_meanwhile_is_not_written_over(tmp_path):
    def make_meanwhile():
        with all_or_none():
            write_file(tmp_path / "a.yaml", b"a")
            write_file(tmp_path / "b.yaml", b"b")
            (tmp_path / "b.yaml").write_bytes(b"theirs")

    with pytest.raises(DrafterError, match=r"b\.yaml was not written: somebody made a file of that name"):
        make_meanwhile()
    assert names_in(tmp_path) == ["b.yaml"]
    assert (tmp_path / "b.yaml").read_bytes() == b"theirs"


def test_a_file_that_is_to_go_goes_with_the_others(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    with change_file(path) as write, all_or_none():
        write(None)
        assert path.exists()
    assert names_in(tmp_path) == []


# Names


def test_a_name_with_a_character_that_none_can_have_is_refused(tmp_path):
    path = tmp_path / "a\0b.yaml"
    for do in (read_bytes, lambda path: write_file(path, b"x")):
        with pytest.raises(DrafterError, match=r"a⟨U\+0000⟩b.yaml” is no name of a file"):
            do(path)


@pytest.mark.parametrize("sign", ["\n", "\r", "\x85", "\u2028", "\u2029"])
def test_a_name_of_several_lines_is_not_written(tmp_path, sign):
    path = tmp_path / f"a{sign}b.yaml"
    named = f"a⟨U+{ord(sign):04X}⟩b.yaml” has a line break in it"

    def write_in_a_folder():
        with new_folder(path):
            pytest.fail("there is no such folder")

    def change():
        with change_file(path) as write:
            write(b"x")

    for do in (lambda: write_file(path, b"x"), write_in_a_folder, change):
        with pytest.raises(DrafterError, match=re.escape(named)) as told:
            do()
        assert told.value.hint == "Name it without one."
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("name", ["con", "NUL.docx", "aux.yaml", "com1.txt", "LPT¹.md"])
def test_a_device_of_windows_is_no_file_there(monkeypatch, name):
    path, usual = Path(name), Path(f"my {name}")
    monkeypatch.setattr("drafter.files.reading._IS_WINDOWS", True)
    with pytest.raises(DrafterError, match="is a device in Windows"):
        look_at_name(path)
    look_at_name(usual)


# Files that people edit

IN_A_PROCESS = """
import os, sys
from pathlib import Path
from drafter.files.unfinished import unfinished_name
from drafter.files.writing import change_file

path, given = Path(sys.argv[1]), sys.argv[2]

def say_and_wait(word):
    print(word, flush=True)
    sys.stdin.readline()
"""
HOLDS = (
    IN_A_PROCESS
    + """
with change_file(path) as write:
    say_and_wait("held")
    write(path.read_bytes() + given.encode())
"""
)
ADDS = (
    IN_A_PROCESS
    + """
say_and_wait("ready")
for number in range(20):
    with change_file(path) as write:
        write(path.read_bytes() + f"{given}{number} ".encode())
"""
)


@contextlib.contextmanager
def process(program, *arguments):
    """A process of its own that has said its first word and waits for a line."""
    with subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        try:
            assert started.stdout.readline()
            yield started
        finally:
            started.kill()


def test_what_many_processes_add_to_a_file_at_once_all_stands_there(tmp_path):
    path = tmp_path / "selection.yaml"
    path.touch()
    with contextlib.ExitStack() as stack:
        running = [stack.enter_context(process(ADDS, path, name)) for name in "abcd"]
        for one in running:
            one.stdin.write("\n")
            one.stdin.flush()
        assert [one.wait(60) for one in running] == [0] * 4
    assert sorted(path.read_text().split()) == sorted(f"{name}{n}" for name in "abcd" for n in range(20))
    assert names_in(tmp_path) == ["selection.yaml"]


def test_who_cannot_wait_any_longer_is_told_who_is_at_it(tmp_path, monkeypatch):
    path = tmp_path / "selection.yaml"
    path.touch()
    monkeypatch.setattr("drafter.files.lock._PATIENCE", 0)
    with process(HOLDS, path, "theirs") as holder:
        with pytest.raises(DrafterError) as caught, change_file(path):
            pytest.fail("two have the lock")
        assert f"{path} is being changed by another drafter (process {holder.pid} on" in caught.value.message
        assert caught.value.status == ExitStatus.CANNOT_READ_OR_WRITE
        holder.communicate("\n")
    with change_file(path) as write:
        write(path.read_bytes() + b" mine")
    assert path.read_bytes() == b"theirs mine"
    assert names_in(tmp_path) == ["selection.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_a_file_and_a_link_to_it_are_one_file(tmp_path, monkeypatch):
    path, link = tmp_path / "selection.yaml", tmp_path / "folder" / "link.yaml"
    link.parent.mkdir()
    link.symlink_to(path)
    path.write_bytes(b"old")
    monkeypatch.setattr("drafter.files.lock._PATIENCE", 0)
    with process(HOLDS, path, "x"), pytest.raises(DrafterError, match="another drafter"), change_file(link):
        pytest.fail("two have the lock")


def test_a_holder_that_was_killed_holds_nobody_up(tmp_path, monkeypatch):
    path = tmp_path / "selection.yaml"
    with process(HOLDS, path, "x") as holder:
        holder.kill()
        holder.wait()
    monkeypatch.setattr("drafter.files.lock._PATIENCE", 0)
    with change_file(path) as write:
        write(b"mine")
    assert path.read_bytes() == b"mine"
    assert names_in(tmp_path) == ["selection.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="there a link has no mode of its own")
@pytest.mark.parametrize("link", [os.link, os.symlink])
@pytest.mark.parametrize("has_locks", [True, False])
def test_a_lock_that_is_another_name_of_some_file_is_not_written_to(tmp_path, monkeypatch, link, has_locks):
    other, path = tmp_path / "other.txt", tmp_path / "selection.yaml"
    other.write_text("what somebody wrote")
    other.chmod(0o600)
    link(other, lock_of(path))
    monkeypatch.setattr("drafter.files.lock._PATIENCE", 0)
    if not has_locks:
        monkeypatch.setattr("drafter.files.lock._lock", fail_with(errno.ENOLCK))
    with pytest.raises(DrafterError, match="is a link to another file; nothing was written"), locked(path):
        pytest.fail("it has the lock")
    take_away_if_left(lock_of(path))
    assert lock_of(path).exists()
    assert (other.read_text(), other.stat().st_mode & 0o777) == ("what somebody wrote", 0o600)


def test_a_folder_in_the_place_of_a_lock_is_said_to_be_one_at_once(tmp_path):
    path = tmp_path / "selection.yaml"
    lock_of(path).mkdir()
    with pytest.raises(DrafterError, match="is a folder; nothing was written"), locked(path):
        pytest.fail("it has the lock")


def test_what_is_said_of_a_holder_is_what_a_drafter_wrote(tmp_path, monkeypatch):
    path = tmp_path / "selection.yaml"
    monkeypatch.setattr("drafter.files.lock._PATIENCE", 0)
    monkeypatch.setattr("drafter.files.lock._lock", fail_with(errno.EAGAIN))
    for written, said in (
        ("my notes", "another drafter"),
        ("process 7 on desk", "drafter \\(process 7 on desk\\)"),
    ):
        lock_of(path).write_text(written)
        with pytest.raises(DrafterError, match=f"being changed by .*{said}\n"), locked(path):
            pytest.fail("it has the lock")


@pytest.mark.parametrize(
    "name", [".drafter-selection.yaml.lock", ".drafter-unfinished.json", ".Drafter-x.docx"]
)
def test_no_output_has_a_name_of_what_drafter_keeps_for_itself(tmp_path, name):
    assert (
        "names that begin with “.drafter-” are of files that drafter keeps"
        in refusal(tmp_path / name).message
    )
    with pytest.raises(DrafterError, match="drafter keeps"), new_folder(tmp_path / name):
        pytest.fail("it is made")
    assert names_in(tmp_path) == []
    write_file(tmp_path / "drafter-x.docx", NEW)
    write_file(tmp_path / ".x.docx", NEW)


def test_locks_that_killed_drafters_left_go_and_those_that_are_held_stay(tmp_path, monkeypatch):
    lock_of(tmp_path / "selection.proposals.yaml").write_text("process 1 on a machine")
    (tmp_path / ".drafter-notes.lock").write_text("what somebody wrote" * 20)
    with process(HOLDS, tmp_path / "held.yaml", "x"):
        with change_file(tmp_path / "selection.yaml") as write:
            write(b"mine")
        assert names_in(tmp_path) == [".drafter-held.yaml.lock", ".drafter-notes.lock", "selection.yaml"]
        monkeypatch.setattr("drafter.files.lock._PATIENCE", 0)
        with pytest.raises(DrafterError, match="another drafter"), change_file(tmp_path / "held.yaml"):
            pytest.fail("two have the lock")


@pytest.mark.parametrize("as_read", [None, b"old"])
def test_what_an_editor_saved_meanwhile_is_not_written_over(tmp_path, as_read):
    path = tmp_path / "selection.yaml"
    path.write_bytes(b"old")
    with change_file(path, as_read) as write:
        path.write_bytes(b"saved in an editor")
        with pytest.raises(DrafterError, match="somebody changed it"):
            write(b"mine")
    assert path.read_bytes() == b"saved in an editor"
    assert names_in(tmp_path) == ["selection.yaml"]


@pytest.mark.parametrize(("as_read", "now"), [(b"old", b"newer"), (b"", b"new"), (b"old", b"")])
def test_what_was_made_from_an_older_file_is_not_written(tmp_path, as_read, now):
    path = tmp_path / "selection.yaml"
    path.write_bytes(now)
    with pytest.raises(DrafterError, match="somebody changed it"), change_file(path, as_read) as write:
        write(b"mine")
    assert path.read_bytes() == now


def test_what_does_not_change_is_not_written_and_a_folder_without_room_for_a_lock_does_not_matter_then(
    tmp_path, monkeypatch
):
    path = tmp_path / "selection.yaml"
    path.write_bytes(b"old")
    before = path.stat().st_mtime_ns
    opened = os.open

    def read_only(name, flags, *more):
        return opened(name, flags, *more) if not flags & os.O_CREAT else fail_with(errno.EROFS)()

    monkeypatch.setattr(os, "open", read_only)
    with change_file(path) as write:
        write(b"old")
    assert path.stat().st_mtime_ns == before
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(DrafterError, match="cannot write"), change_file(path) as write:
        write(b"new")


def test_a_drive_without_locks_is_written_to_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("drafter.files.lock._lock", fail_with(errno.ENOLCK))
    path = tmp_path / "selection.yaml"
    with change_file(path) as write:
        write(b"mine")
    assert path.read_bytes() == b"mine"
    assert names_in(tmp_path) == ["selection.yaml"]


def test_the_name_of_a_file_may_be_as_long_as_the_system_allows(tmp_path):
    path = tmp_path / ("文" * 80 + ".yaml")
    with change_file(path) as write:
        write(b"mine")
    assert path.read_bytes() == b"mine"


# Documents that are open in Word or LibreOffice


@pytest.mark.parametrize(
    ("name", "owner", "program"),
    [
        ("a.docx", "~$a.docx", "Word"),  # names of up to six letters: before the whole name
        ("abcdefg.docx", "~$bcdefg.docx", "Word"),  # of seven: in place of the first letter
        ("kyoto-draft.docx", "~$oto-draft.docx", "Word"),  # longer ones: in place of the first two
        ("kyoto-draft.docx", ".~lock.kyoto-draft.docx#", "LibreOffice"),
    ],
)
def test_a_document_that_is_open_is_not_written(tmp_path, name, owner, program):
    path = tmp_path / name
    path.write_bytes(SEALED)
    (tmp_path / owner).write_bytes(b"owner")
    error = refusal(path, overwrite=True)
    assert f"it is open in {program}" in error.message
    assert str(tmp_path / owner) in error.hint
    assert path.read_bytes() == SEALED
    assert names_in(tmp_path) == sorted([name, owner])


def test_a_new_document_is_not_written_beside_an_owner_file_of_its_name(tmp_path):
    (tmp_path / ".~lock.draft.docx#").write_bytes(b"owner")
    refusal(tmp_path / "draft.docx")


def test_another_document_that_is_open_does_not_matter(tmp_path):
    (tmp_path / "~$other-draft.docx").write_bytes(b"owner")
    (tmp_path / ".~lock.other.docx#").write_bytes(b"owner")
    write_file(tmp_path / "kyoto-draft.docx", NEW)
    assert (tmp_path / "kyoto-draft.docx").read_bytes() == NEW


# Reading


def test_a_missing_file_is_named_with_what_to_do(tmp_path):
    with pytest.raises(DrafterError, match="does not exist") as caught:
        read_bytes(tmp_path / "missing.txt")
    assert str(tmp_path / "missing.txt") in caught.value.message
    assert caught.value.status == ExitStatus.CANNOT_READ_OR_WRITE
    assert caught.value.hint


def test_a_folder_is_not_read(tmp_path):
    with pytest.raises(DrafterError, match="is a folder, not a file"):
        read_bytes(tmp_path)


def test_what_has_no_end_is_read_as_far_as_is_allowed():
    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, into):
            return len(into)

    with pytest.raises(DrafterError, match="standard input is larger than 1 MiB"):
        read_at_most(io.BufferedReader(Endless()), "standard input", 1 << 20)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_with_a_name_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DrafterError, match="is not an ordinary file"):
        read_bytes(tmp_path / "pipe.txt")


def test_a_file_that_may_not_be_read_is_refused_in_words(tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_bytes(b"x")
    monkeypatch.setattr(os, "open", fail_with(errno.EACCES))
    with pytest.raises(DrafterError, match=r"cannot read .*: Permission denied"):
        read_bytes(path)


def test_a_name_that_is_too_long_to_be_read_is_refused_in_words(tmp_path):
    with pytest.raises(DrafterError, match="cannot read"):
        read_bytes(tmp_path / ("x" * 300))


def test_a_file_far_too_large_is_not_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)  # takes no room: nothing is written
    with pytest.raises(DrafterError, match="larger than"):
        read_bytes(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_any_encoding_that_says_what_it_is(tmp_path, encoding, line_end):
    path = tmp_path / "text.txt"
    path.write_bytes(f"première{line_end}“deuxième”{line_end}".encode(encoding))
    assert read_text(path) == "première\n“deuxième”\n"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_both_byte_orders_are_read(codec):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[codec]
    assert decode(mark + "é–文".encode(codec), Path("x.txt")) == "é–文"


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"caf\xe9", 1, 4),  # Latin-1
        (b"one\ntwo\ncaf\xe9\n", 3, 4),
        (b"one\r\ntwo \xe9\r\n", 2, 5),
        (b"one\rtwo \xe9\r", 2, 5),
        ("é“文 ".encode() + b"\x93", 1, 5),  # Windows-1252 after UTF-8: columns count characters
        (b"\xef\xbb\xbfcaf\xe9", 1, 4),  # after a byte order mark
        (b"\xef\xbb\xbfone\ncaf\xe9", 2, 4),
    ],
)
def test_a_text_that_is_not_utf_8_is_refused_at_its_first_wrong_character(content, line, column):
    with pytest.raises(DrafterError) as caught:
        decode(content, Path("matrix.txt"))
    assert caught.value.message.startswith(f"matrix.txt:{line}:{column}: ")
    assert "UTF-8" in caught.value.hint
    assert caught.value.status == ExitStatus.CANNOT_READ_OR_WRITE


def test_a_disk_that_gives_no_answer_is_told_with_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_bytes(NEW)
    monkeypatch.setattr(os, "open", fail_with(errno.EIO))
    with pytest.raises(DrafterError, match=r"cannot read .*a\.yaml: Input/output error") as caught:
        read_bytes(tmp_path / "a.yaml")
    assert "Try again, or copy the file to another drive" in caught.value.hint


def test_a_text_that_ends_within_a_character_of_utf_16_is_called_cut_off():
    with pytest.raises(DrafterError, match="is cut off or damaged: it begins as UTF-16") as caught:
        decode(b"\xff\xfea", Path("matrix.txt"))
    assert caught.value.status == ExitStatus.CANNOT_READ_OR_WRITE


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_an_office_file_is_refused_as_no_text_with_what_to_do(content):
    with pytest.raises(DrafterError, match="and a text file is wanted here") as caught:
        decode(content, Path("matrix.docx"))
    assert "drafter import" in caught.value.hint


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\ufeff")))
def test_any_text_in_utf_8_is_read_as_it_was_written(text):
    if not text.startswith("PK\x03\x04"):
        assert decode(text.encode(), Path("x.txt")) == text
        assert decode(text.encode("utf-8-sig"), Path("x.txt")) == text


@settings(deadline=None)
@given(st.text(alphabet="ab\n文"), st.data())
def test_the_place_of_an_offset_counts_lines_and_characters_from_one(text, data):
    offset = data.draw(st.integers(0, len(text)))
    line, column = line_and_column(text, offset)
    before = text[:offset].split("\n")
    assert line == len(before)
    assert column == len(before[-1]) + 1
