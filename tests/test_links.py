"""Links that nobody named on the command line: none that leads out of its folder is followed."""

from __future__ import annotations

import shutil
import sys

import pytest

from tools import KYOTO_2021, drafter_here

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")

THEIRS = "xyzzy:x:0:0:xyzzy:/xyzzy:/bin/bash\n"
LIST = (
    "State,Theme,Recommendation,Para\nChile,Prisons,Build fewer prisons.,1\nPeru,Courts,Open them to all.,2\n"
)


def said_by(folder, *arguments):
    done = drafter_here(*arguments, cwd=folder)
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a matrix of one's own and a selection, and a file out of it."""
    folder = tmp_path_factory.mktemp("links")
    (folder / "theirs").write_text(THEIRS, encoding="utf-8")
    own = folder / "own"
    own.mkdir()
    (own / "list.csv").write_text(LIST, encoding="utf-8")
    for arguments in (
        ("import", "list.csv"),
        ("select", "--min-regions", "1", "-o", "selection.yaml"),
        ("select", "selection.yaml", "--drop", "chile-1"),
    ):
        status, said = said_by(own, *arguments)
        assert status == 0, said
    return folder


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("selection.proposals.yaml", ("select", "selection.yaml", "--take-all")),
        ("selection.history.txt", ("select", "selection.yaml", "--undo")),
        ("concordance.yaml", ("themes",)),
        ("concordance.yaml", ("match", "-o", "other.yaml")),
        ("remarks.yaml", ("themes",)),
        ("matrix.yaml", ("themes",)),
        ("matrix.yaml", ("themes", "--matrix", ".")),
        ("sources.yaml", ("check", "selection.yaml")),
        ("about.yaml", ("import", "list.csv")),
        ("about.yaml", ("check", "matrix.yaml")),
        ("trace.yaml", ("trace", "adopted.txt")),
    ],
)
def test_what_stands_beside_a_file_is_not_read_through_a_link_out_of_the_folder(
    made, tmp_path, name, arguments
):
    folder = tmp_path / "links"
    shutil.copytree(made, folder)
    (folder / "own" / "adopted.txt").write_text("1. Prisons are to be fewer.\n", encoding="utf-8")
    (folder / "own" / name).unlink(missing_ok=True)
    (folder / "own" / name).symlink_to(folder / "theirs")
    status, said = said_by(folder / "own", *arguments)
    assert status in (1, 3), said
    assert f"{name} is a link out of its folder" in said
    assert "xyzzy" not in said
    assert (folder / "theirs").read_text(encoding="utf-8") == THEIRS


@pytest.mark.parametrize("key", ["concordance", "sources"])
@pytest.mark.parametrize("is_link", [True, False])
def test_an_error_says_no_words_of_a_file_that_a_selection_names(made, tmp_path, key, is_link):
    folder = tmp_path / "links"
    shutil.copytree(made, folder)
    named = "link.yaml" if is_link else str(folder / "theirs")
    if is_link:
        (folder / "own" / named).symlink_to(folder / "theirs")
    path = folder / "own" / "selection.yaml"
    path.write_text(f"{key}: {named}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    status, said = said_by(folder / "own", "check", "selection.yaml")
    assert status in (1, 3), said
    assert ("link.yaml is a link out of its folder" if is_link else "not running text") in said
    assert "xyzzy" not in said


def test_a_link_inside_the_folder_and_one_that_the_user_named_are_followed(made, tmp_path):
    folder = tmp_path / "links"
    shutil.copytree(made, folder)
    own = folder / "own"
    (own / "matrix.yaml").rename(own / "real.yaml")
    (own / "matrix.yaml").symlink_to("real.yaml")
    assert said_by(own, "themes")[0] == 0
    (own / "real.yaml").rename(folder / "real.yaml")
    (own / "matrix.yaml").unlink()
    (own / "matrix.yaml").symlink_to(folder / "real.yaml")
    assert said_by(own, "themes", "--matrix", "matrix.yaml")[0] == 0
    assert said_by(own, "check", "matrix.yaml")[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
@pytest.mark.parametrize("kind", ["link", "folder"])
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("matrix.yaml", ("themes",)),
        ("matrix.yaml", ("draft", "-o", "x.docx")),
        ("matrix.yaml", ("match",)),
        ("concordance.yaml", ("check",)),
        ("concordance.yaml", ("list",)),
        ("trace.yaml", ("trace", "adopted.txt")),
    ],
)
def test_what_has_the_name_of_a_file_and_cannot_be_read_is_told_and_not_passed_over(
    tmp_path, kind, name, command
):
    for one in ("matrix.yaml", "concordance.yaml"):
        shutil.copy(KYOTO_2021 / one, tmp_path)
    shutil.copy(KYOTO_2021 / "kyoto-declaration.txt", tmp_path / "adopted.txt")
    (tmp_path / name).unlink(missing_ok=True)
    if kind == "link":
        (tmp_path / name).symlink_to("gone.yaml")
    else:
        (tmp_path / name).mkdir()
    done = drafter_here(*command, cwd=tmp_path)
    said = done.stderr.decode()
    assert done.returncode == 3, said
    assert f"{name} is a {'link to a file that is not there' if kind == 'link' else 'folder'}" in said
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("place", ["link.txt", "below/link.txt", "outside/theirs"])
def test_a_file_that_sources_or_facts_name_is_not_read_through_a_link_out_of_the_folder(
    tmp_path, made, place
):
    own = tmp_path / "own"
    shutil.copytree(made / "own", own)
    (own / "below").mkdir()
    (tmp_path / "theirs").write_text(f"1. {THEIRS}", encoding="utf-8")
    for link, target in (("link.txt", "theirs"), ("below/link.txt", "theirs"), ("outside", "")):
        (own / link).symlink_to(tmp_path / target)
    (own / "sources.yaml").write_text(
        f"documents:\n- id: other\n  title: Another text\n  file: {place}\n", encoding="utf-8"
    )

    status, said = said_by(own, "check", "matrix.yaml", "selection.yaml")

    assert "is a link out of its folder, and nothing was read from it" in said
    assert "xyzzy" not in said
    assert status == 1


def test_the_document_of_a_matrix_is_not_read_through_a_link_out_of_the_folder(tmp_path, made):
    own = tmp_path / "own"
    shutil.copytree(made / "own", own)
    (own / "list.csv").unlink()
    (own / "list.csv").symlink_to(made / "theirs")

    status, said = said_by(own, "check", "matrix.yaml")

    assert "list.csv is a link out of its folder" in said
    assert "xyzzy" not in said
    assert status == 3
