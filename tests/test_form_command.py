"""``drafter form``: list, copy, check."""

import pytest
from click.testing import CliRunner

from drafter.cli import cli
from drafter.problems import DrafterError


def run(*arguments, status=0):
    result = CliRunner().invoke(cli, ["form", *map(str, arguments)])
    assert result.exit_code == status, result.output
    return result


def test_the_forms_that_ship_are_listed():
    assert "kyoto  " in run("list").stdout


def test_a_copy_is_whole_and_without_fault(tmp_path):
    folder = tmp_path / "my-house"
    run("copy", "kyoto", folder)

    checked = run("check", folder)

    assert checked.stdout == ""
    assert "0 errors, 0 notes" in checked.stderr
    assert (folder / "word.docx").is_file()


def test_a_folder_that_is_there_is_not_copied_over(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    result = CliRunner().invoke(cli, ["form", "copy", "kyoto", str(tmp_path)])

    assert isinstance(result.exception, DrafterError)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_every_fault_of_a_form_is_said_at_once(tmp_path):
    folder = tmp_path / "my-house"
    run("copy", "kyoto", folder)
    (folder / "title.j2").write_text("{% if false %}{{ matix }}{% endif %}{{ matrix }}")
    (folder / "footnote.j2").write_text("{{ region }\n")
    (folder / "old.j2").write_text("Not used.")
    (folder / "word.docx").write_bytes(b"no Word file")

    shown = run("check", folder, status=1).stdout

    assert f"{folder / 'title.j2'}:1: error: unknown name “matix”" in shown
    assert "Did you mean “matrix”?" in shown
    assert f"{folder / 'footnote.j2'}:1: error: " in shown
    assert "is not a Word file" in shown


def test_a_template_that_the_outline_does_not_use_is_noted(tmp_path):
    folder = tmp_path / "my-house"
    run("copy", "kyoto", folder)
    (folder / "old.j2").write_text("Not used.")

    assert f"{folder / 'old.j2'}: note: the outline does not use this file" in run("check", folder).stdout


def test_a_file_is_no_form_and_that_is_said(tmp_path):
    (tmp_path / "form.docx").write_bytes(b"a file")

    result = CliRunner().invoke(cli, ["form", "check", str(tmp_path / "form.docx")])

    assert isinstance(result.exception, DrafterError)
    assert "is a file; a form is a folder" in str(result.exception)


@pytest.mark.parametrize("name", ["kyotto", "nowhere"])
def test_a_form_that_there_is_not_is_refused(name, tmp_path):
    result = CliRunner().invoke(cli, ["form", "copy", name, str(tmp_path / "new")])

    assert isinstance(result.exception, DrafterError)
    assert "kyoto" in str(result.exception)


@pytest.mark.parametrize(
    ("words", "says"),
    [("{{ clauses.foo }}", "has no attribute 'foo'"), ("{{ 1 / 0 }}", "division by zero")],
)
def test_a_fault_that_shows_only_in_a_draft_is_found_by_the_check(words, says, tmp_path):
    folder = tmp_path / "my-house"
    run("copy", "kyoto", folder)
    path = folder / "preamble.j2"
    path.write_text(path.read_text(encoding="utf-8") + words + "\n", encoding="utf-8")

    checked = run("check", folder, status=1)

    assert f"{path}:{len(path.read_text(encoding='utf-8').splitlines())}: error: " in checked.stdout
    assert says in checked.stdout
