"""``drafter form``: list, copy, check."""

import os
import re
import sys

import pytest
from click.testing import CliRunner
from word_reading import rezip, unzip

from drafter.cli import cli
from drafter.problems import DrafterError
from tools import copied_form, drafter_here, run_here


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


def test_a_folder_that_is_no_form_is_not_copied(tmp_path):
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "letter.txt").write_text("Dear colleague,")

    result = CliRunner().invoke(cli, ["form", "copy", str(tmp_path / "plain"), str(tmp_path / "new")])

    assert isinstance(result.exception, DrafterError)
    assert f"{tmp_path / 'plain'} is no form: it has no outline.yaml" in str(result.exception)
    assert [one.name for one in tmp_path.iterdir()] == ["plain"]


@pytest.mark.parametrize("new", ["new", "a/new", "../form/new"])
def test_a_form_is_not_copied_into_itself(tmp_path, monkeypatch, new):
    monkeypatch.chdir(tmp_path)
    run("copy", "kyoto", "form")
    monkeypatch.chdir(tmp_path / "form")
    before = {one.name for one in tmp_path.rglob("*")}

    result = CliRunner().invoke(cli, ["form", "copy", ".", new])

    assert isinstance(result.exception, DrafterError)
    assert "would be copied into itself" in str(result.exception)
    assert {one.name for one in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("{{ clauses.foo }}", "there is no “foo” in what stands here"),
        ("{{ 1 / 0 }}", "this divides by nothing (0)"),
        ("{{ 'x' + 1 }}", "this cannot be worked out with what stands here"),
        ("{{ clauses.__class__ }}", "a template may not look into “__class__”"),
        ("{% for x in [1] %}{{ loop() }}{% endfor %}", "this cannot be worked out with what stands here"),
    ],
)
def test_a_fault_that_shows_only_in_a_draft_is_found_by_the_check(words, says, tmp_path):
    folder = tmp_path / "my-house"
    run("copy", "kyoto", folder)
    path = folder / "preamble.j2"
    path.write_text(path.read_text(encoding="utf-8") + words + "\n", encoding="utf-8")

    checked = run("check", folder, status=1)

    assert f"{path}:{len(path.read_text(encoding='utf-8').splitlines())}: error: " in checked.stdout
    assert says in checked.stdout
    assert "docs/limits.md" in checked.stdout.partition(says)[2]


def doubled(parts):
    name = "word/_rels/document.xml.rels"
    parts[name] = re.sub(rb"(<Relationship .*/>)", rb"\1\1", parts[name], count=1, flags=re.DOTALL)


def without_end(parts):
    name = next(name for name in parts if name.startswith("word/header"))
    parts[name] = parts[name].replace(b"</w:p>", b'<w:bookmarkStart w:id="7" w:name="x"/></w:p>', 1)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (doubled, "in its part word/_rels/document.xml.rels the id rId1 stands twice"),
        (without_end, "a bookmark has no end"),
    ],
)
def test_the_check_finds_what_no_draft_could_be_written_with(tmp_path, damage, says):
    folder = tmp_path / "my-house"
    run("copy", "kyoto", folder)
    parts = unzip((folder / "word.docx").read_bytes())
    damage(parts)
    (folder / "word.docx").write_bytes(rezip(parts))

    checked = run("check", folder, status=1).stdout
    assert says in checked
    drafted = drafter_here("draft", "--form", folder, "-o", tmp_path / "x.docx")
    assert drafted.returncode == 3
    assert says in drafted.stderr.decode()
    assert not (tmp_path / "x.docx").exists()


def test_an_item_that_there_is_not_and_a_template_that_is_none_are_told_with_what_to_do(tmp_path):
    folder = tmp_path / "my-house"
    run("copy", "kyoto", folder)
    outline = folder / "outline.yaml"
    outline.write_text(outline.read_text(encoding="utf-8").replace("id: note", "id: aaaa"), encoding="utf-8")
    (folder / "title.j2").write_text("{% if title %}{{ title }}\n")

    shown = run("check", folder, status=1).stdout
    assert "unknown item of the front “aaaa”" in shown
    assert "“if” has no end" in shown
    assert "needs its end, below" in shown


def test_a_paragraph_that_is_too_long_for_word_is_blamed_on_its_template(tmp_path):
    run("copy", "kyoto", folder := tmp_path / "my-house")
    (folder / "footnote.j2").write_text(
        "{{ paragraph }}{% for x in range(60000) %}x{% endfor %}", encoding="utf-8"
    )
    said = run("check", folder, status=1).stdout
    assert f"{folder / 'footnote.j2'}: error: this makes a paragraph of more than 50,000 characters" in said


# Forms that somebody else made


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
@pytest.mark.parametrize("name", ["title.j2", "word.docx", "outline.yaml", "phrases.yaml", "glossary.yaml"])
@pytest.mark.parametrize("command", [("check", "form"), ("copy", "form", "new")])
def test_a_form_that_links_to_a_file_outside_of_it_is_refused_with_the_link(
    tmp_path, monkeypatch, name, command
):
    monkeypatch.chdir(tmp_path)
    run("copy", "kyoto", "form")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    path = tmp_path / "form" / name
    path.unlink(missing_ok=True)
    path.symlink_to("../secret.txt")

    result = CliRunner().invoke(cli, ["form", *command])

    assert isinstance(result.exception, DrafterError)
    assert f"{name} is a link that leads out of form" in result.exception.message
    assert sorted(one.name for one in tmp_path.iterdir()) == ["form", "secret.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
@pytest.mark.parametrize("name", ["word.docx", "phrases.yaml", "glossary.yaml", "footnote.j2"])
def test_a_file_of_a_form_that_leads_to_itself_is_not_taken_for_absent(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    run("copy", "kyoto", "form")
    path = tmp_path / "form" / name
    path.unlink(missing_ok=True)
    path.symlink_to(name)

    result = CliRunner().invoke(cli, ["form", "check", str(tmp_path / "form")])

    assert f"cannot read {path}" in f"{result.output}{result.exception}"
    assert result.exit_code


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_a_copy_follows_no_link_to_a_folder(tmp_path):
    folder, new = tmp_path / "form", tmp_path / "new"
    run("copy", "kyoto", folder)
    (folder / "again").symlink_to(folder)
    run("copy", folder, new)
    assert {one.name for one in new.rglob("*")} == {one.name for one in folder.iterdir()} - {"again"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_copy_that_fails_leaves_nothing(tmp_path):
    run("copy", "kyoto", tmp_path / "form")
    (tmp_path / "form" / "title.j2").unlink()
    os.mkfifo(tmp_path / "form" / "title.j2")

    result = CliRunner().invoke(cli, ["form", "copy", str(tmp_path / "form"), str(tmp_path / "a" / "b")])

    assert "title.j2 is not an ordinary file" in str(result.exception)
    assert [one.name for one in tmp_path.iterdir()] == ["form"]


@pytest.mark.parametrize("name", ["../secret", "a\\\\b", "C:x", "a\\0b", "x" * 300])
def test_a_template_is_named_as_a_file_of_the_folder(tmp_path, name):
    folder = tmp_path / "form"
    run("copy", "kyoto", folder)
    outline = folder / "outline.yaml"
    words = outline.read_text(encoding="utf-8").replace("text: preamble", f'text: "{name}"', 1)
    outline.write_text(words, encoding="utf-8")

    said = run("check", folder, status=1).stdout
    assert "It is the name of a .j2 file in the form's folder" in said
    assert "does not exist" not in said  # it is looked for nowhere


@pytest.mark.parametrize("words", ['{% include "/etc/passwd" %}', '{% import "title.j2" as x %}'])
def test_a_template_takes_in_no_other_file(tmp_path, words):
    folder = tmp_path / "form"
    run("copy", "kyoto", folder)
    (folder / "title.j2").write_text(f"Title\n{words}\n", encoding="utf-8")

    assert (
        "title.j2:2: error: a template cannot take in another file" in run("check", folder, status=1).stdout
    )


EMPTIED = ("contents", "status", "note", "sources", "not_used", "how_made", "origins")


@pytest.mark.parametrize("words", ["", " \n \n", "{% if clauses == 0 %}x{% endif %}"])
def test_a_part_around_the_text_whose_template_makes_no_words_is_left_out(tmp_path, words):
    form = copied_form(tmp_path / "house")
    for name in EMPTIED:
        (form / f"{name}.j2").write_text(words.replace("clauses", "1"), encoding="utf-8")
    assert "0 errors" in run_here("form", "check", form)[1]
    run_here("draft", "--form", form, "--min-regions", "4", "--format", "markdown", "-o", tmp_path / "d.md")
    text = (tmp_path / "d.md").read_text(encoding="utf-8")
    assert "Annex" not in text
    assert "[^1]" in text


def test_a_template_that_is_not_there_is_told_where_the_outline_names_it(tmp_path):
    run_here("form", "copy", "kyoto", "house", cwd=tmp_path)
    outline = tmp_path / "house" / "outline.yaml"
    outline.write_text(
        outline.read_text("utf-8").replace("text: how_made", "text: how_mad"), encoding="utf-8"
    )
    line = outline.read_text("utf-8").split("\n").index("    text: how_mad") + 1
    shown, _ = run_here("form", "check", "house", cwd=tmp_path, status=1)
    assert f"{outline.relative_to(tmp_path)}:{line}:11: error: " in shown
    assert (
        "how_mad.j2 does not exist\n    Did you mean “how_made.j2”?" in shown
        or "how_mad.j2 does not" in shown
    )
