"""Reading and writing files: nothing that people wrote is lost; a failed run leaves the old file whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.files import change_file, decode, has_whole_seal, read_bytes, read_text, seal_text, write_file
from drafter.problems import DrafterError, ExitStatus
from drafter.text import line_and_column

TEXT = "- id: culture-of-lawfulness\n  members: [ap-13b, lac-19h]\n"
SEALED = seal_text(TEXT)
NEW = seal_text(TEXT + "- id: legal-aid\n")


def refusal(path, content=NEW, **options):
    with pytest.raises(DrafterError) as caught:
        write_file(path, content, **options)
    assert caught.value.status == ExitStatus.CANNOT_READ_OR_WRITE
    return caught.value


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


# The seal


def test_the_seal_is_a_comment_in_the_last_line():
    last = SEALED.decode().splitlines()[-1]
    assert last.startswith("# drafter seal: ")
    assert SEALED.decode().splitlines()[:-1] == TEXT.splitlines()


@pytest.mark.parametrize(
    ("text", "comment"),
    [("Text\n", ("<!-- ", " -->")), ('{\n  "title": "Text",\n', ('  "seal": "', '"\n}'))],
)
def test_a_seal_can_be_a_comment_of_another_format_or_a_field(text, comment):
    content = seal_text(text, comment)
    assert content.decode().endswith(f"{comment[1]}\n")
    assert has_whole_seal(content)
    assert not has_whole_seal(content.replace(b"Text", b"Test"))


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


def test_a_file_that_somebody_changed_is_not_replaced_and_the_message_says_how_to(tmp_path):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(SEALED.replace(b"lac-19h", b"lac-19i"))
    error = refusal(path, overwrite=False)
    assert "was not replaced: people edited it" in error.message
    assert "--overwrite" in error.hint
    assert path.read_bytes() == SEALED.replace(b"lac-19h", b"lac-19i")
    assert names_in(tmp_path) == ["matrix.yaml"]


def test_a_file_that_is_not_drafters_is_not_replaced(tmp_path):
    path = tmp_path / "thesis.docx"
    path.write_bytes(b"three years of work")
    assert "was not replaced" in refusal(path).message
    assert path.read_bytes() == b"three years of work"


def test_a_changed_file_is_replaced_when_told_to(tmp_path):
    path = tmp_path / "matrix.yaml"
    path.write_bytes(b"changed by hand")
    write_file(path, NEW, overwrite=True)
    assert path.read_bytes() == NEW


def test_other_formats_tell_in_their_own_way_whether_they_are_untouched(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(b"old draft")
    write_file(path, b"new draft", is_untouched=lambda content: content == b"old draft")
    assert path.read_bytes() == b"new draft"
    refusal(path, b"newer draft", is_untouched=lambda content: content == b"old draft")
    assert path.read_bytes() == b"new draft"


def test_a_missing_folder_is_named(tmp_path):
    error = refusal(tmp_path / "missing" / "matrix.yaml")
    assert f"{tmp_path / 'missing'} does not exist" in error.message
    assert names_in(tmp_path) == []


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

    write_file(link, b"new\n")

    assert link.is_symlink()
    assert (tmp_path / "folder" / "file.yaml").read_bytes() == b"new\n"


def test_a_name_that_is_too_long_is_refused_in_words(tmp_path):
    assert "cannot" in refusal(tmp_path / ("x" * 300 + ".docx")).message
    assert names_in(tmp_path) == []


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


def refuse_new_files(monkeypatch, number):
    opened = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda path, mode="r", *more: fail_with(number)() if "x" in mode else opened(path, mode, *more),
    )


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


def test_a_folder_that_cannot_be_written_to_is_refused_in_words(tmp_path, monkeypatch):
    path = tmp_path / "matrix.yaml"
    folder_mode = stat.S_IMODE(tmp_path.stat().st_mode)
    if sys.platform == "win32" or os.geteuid() == 0:  # an administrator may write anywhere
        refuse_new_files(monkeypatch, errno.EACCES)
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


# Files that people edit

IN_A_PROCESS = """
import os, sys
from pathlib import Path
from drafter.files import change_file

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
    """A process that has printed its first word and waits for a line."""
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


def test_what_many_processes_add_to_a_file_at_once_is_all_there(tmp_path):
    path = tmp_path / "selection.yaml"
    path.touch()
    with contextlib.ExitStack() as stack:
        running = [stack.enter_context(process(ADDS, path, name)) for name in "abcd"]
        for child in running:
            child.stdin.write("\n")
            child.stdin.flush()
        assert [child.wait(60) for child in running] == [0] * 4
    assert sorted(path.read_text().split()) == sorted(f"{name}{n}" for name in "abcd" for n in range(20))
    assert names_in(tmp_path) == ["selection.yaml"]


def test_who_cannot_wait_any_longer_is_told(tmp_path, monkeypatch):
    path = tmp_path / "selection.yaml"
    path.touch()
    monkeypatch.setattr("drafter.lock._PATIENCE", 0)
    with process(HOLDS, path, "theirs") as holder:
        with pytest.raises(DrafterError) as caught, change_file(path):
            pytest.fail("two have the lock")
        assert f"another drafter process is changing {path}" in caught.value.message
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
    monkeypatch.setattr("drafter.lock._PATIENCE", 0)
    with process(HOLDS, path, "x"), pytest.raises(DrafterError, match="another drafter"), change_file(link):
        pytest.fail("two have the lock")


def test_a_holder_that_was_killed_holds_nobody_up(tmp_path, monkeypatch):
    path = tmp_path / "selection.yaml"
    with process(HOLDS, path, "x") as holder:
        holder.kill()
        holder.wait()
    monkeypatch.setattr("drafter.lock._PATIENCE", 0)
    with change_file(path) as write:
        write(b"mine")
    assert path.read_bytes() == b"mine"
    assert names_in(tmp_path) == ["selection.yaml"]


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
    refuse_new_files(monkeypatch, errno.EROFS)
    with pytest.raises(DrafterError, match="cannot write"), change_file(path) as write:
        write(b"new")


def test_a_drive_without_locks_is_written_to_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("drafter.lock._lock", fail_with(errno.ENOLCK))
    path = tmp_path / "selection.yaml"
    with change_file(path) as write:
        write(b"mine")
    assert path.read_bytes() == b"mine"
    assert names_in(tmp_path) == ["selection.yaml"]


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
    with pytest.raises(DrafterError, match="is a folder"):
        read_bytes(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_a_pipe_is_refused_and_nobody_waits(tmp_path):
    os.mkfifo(tmp_path / "draft.docx")
    with pytest.raises(DrafterError, match="is a pipe, not a file"):
        read_bytes(tmp_path / "draft.docx")
    assert "is a pipe" in refusal(tmp_path / "draft.docx").message


def test_a_file_far_too_large_is_not_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)  # takes no room: nothing is written
    with pytest.raises(DrafterError, match="too large to be read"):
        read_bytes(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_any_encoding_that_says_what_it_is(tmp_path, encoding, line_end):
    path = tmp_path / "text.txt"
    path.write_bytes(f"première{line_end}“deuxième”{line_end}".encode(encoding))
    assert read_text(path) == "première\n“deuxième”\n"


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
        (b"\xff\xfea", 1, 1),  # half a character of UTF-16
    ],
)
def test_a_text_that_is_not_utf_8_is_refused_at_its_first_wrong_character(content, line, column):
    with pytest.raises(DrafterError) as caught:
        decode(content, Path("matrix.txt"))
    assert caught.value.message.startswith(f"matrix.txt:{line}:{column}: ")
    assert "UTF-8" in caught.value.hint
    assert caught.value.status == ExitStatus.CANNOT_READ_OR_WRITE


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_an_office_file_is_refused_as_no_text_with_what_to_do(content):
    with pytest.raises(DrafterError, match="is an Office or zip file") as caught:
        decode(content, Path("matrix.docx"))
    assert "UTF-8" in caught.value.hint


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
