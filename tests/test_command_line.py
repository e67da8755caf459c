"""The command line, run as a user runs it: a process, its output, its exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from word_editing import Edit
from word_reading import (
    REGIONS,
    annex_b,
    cited,
    concordance,
    draft,
    expected_clauses,
    letters,
    noted_paragraphs,
    rezip,
    squeezed,
    title_of,
    unzip,
)

from tools import KYOTO_2021, LONGEST_RUN, drafter, drafter_here, environment, tool

COMMANDS = ["themes", "list", "show", "select", "draft", "check", "review", "compare", "import"]
ANNEX_B = KYOTO_2021 / "annex-b.txt"


def run(*arguments, status=0, cwd=None, **variables):
    """Run drafter, which must end with this status and never with a traceback: its output and messages."""
    return _outcome(drafter(*arguments, cwd=cwd, env=environment(**variables)), status)


def run_here(*arguments, status=0, cwd=None):
    """The same without a process of its own, for what does not depend on one."""
    return _outcome(drafter_here(*arguments, cwd=cwd), status)


def _outcome(done, status):
    messages = done.stderr.decode()
    assert_civil(messages)
    assert done.returncode == status, messages
    return done.stdout.decode(), messages


def assert_civil(messages: str) -> None:
    """No traceback, nor the message that stands in its place when drafter itself is at fault."""
    for rude in ("Traceback", "Exception ignored", "fault in drafter"):
        assert rude not in messages, messages


def sh(command: str, cwd=None, **variables):
    """Run a shell command in which ``drafter`` is the drafter under test."""
    script = f'drafter() {{ "{sys.executable}" -m drafter "$@"; }}\n{command}'
    return subprocess.run(
        [tool("sh"), "-c", script],
        cwd=cwd,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )


def on_a_terminal(*arguments, **variables):
    """Run drafter with its standard output on a terminal: exit status, what is shown there, messages."""
    pty = pytest.importorskip("pty")
    ours, its = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "drafter", *map(str, arguments)],
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=its,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(its)
        shown = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not more:
                break
            shown += more
        os.close(ours)
        messages = process.stderr.read().decode()
    assert_civil(messages)
    return process.returncode, shown.decode(), messages


# Help


@pytest.fixture(scope="module")
def helps():
    """What ``-h`` says of each command, and of drafter itself under the empty name."""
    return {command: run(*command.split(), "-h") for command in ["", *COMMANDS]}


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_opens_with_examples_one_on_a_line(helps, command):
    shown, messages = helps[command]

    assert messages == ""
    before_options = shown.split("\nOptions:")[0]
    examples = re.search(r"^  Examples?:\n((?:    \S.*\n?)+)", before_options, re.MULTILINE)
    assert examples, shown
    lines = examples[1].splitlines()
    assert [line for line in lines if not line.startswith(f"    drafter {command}".rstrip())] == []


def test_help_answers_to_its_long_name_too(helps):
    assert run("draft", "--help") == helps["draft"]


@pytest.mark.thorough
def test_every_example_in_the_help_works(helps, tmp_path):
    shutil.copytree(KYOTO_2021, tmp_path / "data" / "kyoto-2021")
    shutil.copyfile(ANNEX_B, tmp_path / "my-matrix.txt")
    shutil.copyfile(KYOTO_2021 / "about.yaml", tmp_path / "about.yaml")
    shutil.copyfile(KYOTO_2021 / "concordance.yaml", tmp_path / "concordance.yaml")
    edit = Edit(draft(3))
    edit.replace_words(edit.clause("clause_legal_aid"), "appropriate and", "swift and")
    (tmp_path / "round-1.docx").write_bytes(edit.save())
    for number, names in {"4": ("round1", "kyoto"), "3": ("round2", "kyoto-from-the-chair", "draft")}.items():
        for name in names:
            run("draft", "--min-regions", number, "-o", f"{name}.docx", cwd=tmp_path)
            run("select", "--min-regions", number, "-o", f"{name}.yaml", cwd=tmp_path)
    run("review", "draft.docx", "-o", "review.yaml", cwd=tmp_path)
    examples = [
        re.split(r" {3,}", line.strip())[0]
        for shown, _ in helps.values()
        for line in shown.splitlines()
        if re.match(r" +drafter \w+", line)
    ]

    assert len(examples) >= 2 * len(COMMANDS)
    for example in dict.fromkeys(examples):
        done = sh(example, cwd=tmp_path)
        assert_civil(done.stderr.decode())
        assert done.returncode == 0, f"{example}: {done.stderr.decode()}"
    assert (tmp_path / "kyoto.docx").read_bytes().startswith(b"PK")


def test_the_version_is_printed():
    shown, _ = run("--version")

    assert re.fullmatch(r"drafter, version \d+\.\d+\.\d+\n", shown)


def test_drafter_alone_shows_its_commands():
    done = drafter()

    assert all(command in (done.stdout + done.stderr).decode() for command in COMMANDS)


# Themes


def theme_rows(shown: str) -> list[tuple[str, list[str], int]]:
    """Title's first line, the five cells, and the count of regions of each row."""
    row = re.compile(r"^  [a-z0-9-]+ +(\S.*?)((?: +(?:\d+|-)){5}) +(\d)$", re.MULTILINE)
    return [(found[1].strip(), found[2].split(), int(found[3])) for found in row.finditer(shown)]


def test_themes_shows_39_rows_with_a_count_for_each_region():
    shown, messages = run("themes")
    rows = theme_rows(shown)
    expected = []
    for theme in annex_b().themes:
        regions = Counter(
            source.region
            for source in annex_b().sources.values()
            for placed, _ in source.placements
            if placed == theme
        )
        expected.append(([str(regions[key] or "-") for key in REGIONS], len(regions)))

    assert [(cells, count) for _, cells, count in rows] == expected
    for (title, _, _), (_, heading) in zip(rows, annex_b().themes, strict=True):
        assert heading.startswith(title.removesuffix("-"))
    assert Counter(count for _, _, count in rows) == {5: 13, 4: 7, 3: 10, 2: 8, 1: 1}
    assert "39 themes" in messages
    assert "Next: drafter" in messages


@pytest.mark.parametrize(("columns", "most"), [("", 100), ("80", 80), ("100", 100), ("200", 120)])
def test_themes_keeps_within_the_columns_of_the_terminal(columns, most):
    shown, _ = run("themes", **({"COLUMNS": columns} if columns else {}))

    assert max(map(len, shown.splitlines())) <= most
    assert len(theme_rows(shown)) == 39


def test_colour_and_bold_are_for_terminals_and_not_where_no_color_or_a_dumb_terminal_forbids_them():
    escape = "\x1b["

    assert escape in on_a_terminal("themes", TERM="xterm")[1]
    assert escape not in on_a_terminal("themes", TERM="xterm", NO_COLOR="1")[1]
    assert escape not in on_a_terminal("check", TERM="xterm", NO_COLOR="1")[1]
    assert escape not in on_a_terminal("themes", TERM="dumb")[1]
    assert escape not in run("themes", TERM="xterm")[0]


def test_themes_as_json_has_the_fields_of_the_design():
    shown, messages = run("themes", "--json")
    read = json.loads(shown)

    assert messages == ""
    assert read["schema_version"] == 1
    assert [theme["title"] for theme in read["themes"]] == [title_of(title) for _, title in annex_b().themes]
    assert sum(count for theme in read["themes"] for count in theme["regions"].values()) == 279
    for theme in read["themes"]:
        assert set(theme) >= {"id", "section", "title", "regions", "region_count"}
        assert list(theme["regions"]) == list(REGIONS)
        assert theme["region_count"] == sum(count > 0 for count in theme["regions"].values())


# List and show


def shared_by(members) -> list[str]:
    """The keys of the regions that some recommendations come from, in the order of the columns."""
    return [key for key in REGIONS if any(member.startswith(f"{key}-") for member in members)]


@pytest.fixture(scope="module")
def listed():
    """Every recommendation, as ``list --json`` gives it."""
    shown, messages = run("list", "--json")
    assert messages == ""
    read = json.loads(shown)
    assert read["schema_version"] == 1
    return read["recommendations"]


def test_list_as_json_gives_the_249_recommendations_with_their_texts_and_citations(listed):
    sources = annex_b().sources

    assert len(listed) == 249
    assert {item["id"] for item in listed} == set(sources)
    for item in listed:
        source = sources[item["id"]]
        assert squeezed(item["text"]) == source.text
        found = (item["region"], item["paragraph"], item["letter"])
        assert found == (source.region, source.paragraph, source.letter)
        assert item["citation"] == f"para. {source.paragraph} ({source.letter})"
        assert len(item["themes"]) == len(source.placements)
    labels = {item["id"]: item["label"] for item in listed if item["label"] != item["letter"]}
    assert labels == {"wa-42h": "b"}


def test_list_as_json_names_who_shares_each_recommendation(listed):
    entry_of = {one: entry_id for entry_id, entry in concordance().items() for one in entry["members"]}
    for item in listed:
        entry = entry_of.get(item["id"])
        members = concordance()[entry]["members"] if entry else [item["id"]]
        assert item["shared"] == entry
        assert item["shared_regions"] == shared_by(members)


def test_list_as_csv_says_the_same_as_json(listed):
    shown, _ = run("list", "--csv")
    rows = list(csv.DictReader(io.StringIO(shown.removeprefix("\ufeff"))))

    assert [row["id"] for row in rows] == [item["id"] for item in listed]
    assert [row["text"] for row in rows] == [item["text"] for item in listed]
    assert [row["shared"] for row in rows] == [item["shared"] or "" for item in listed]
    assert [row["themes"].split() for row in rows] == [item["themes"] for item in listed]


def ids(*criteria) -> list[str]:
    return [item["id"] for item in json.loads(run("list", "--json", *criteria)[0])["recommendations"]]


def test_the_criteria_select_what_annex_b_and_its_concordance_say():
    sources = annex_b().sources
    shared = {one: members for members in expected_clauses(1).values() for one in members}

    def under(words):
        return {
            one
            for one, source in sources.items()
            if any(words.casefold() in theme.casefold() for (_, theme), _ in source.placements)
        }

    def by(key):
        return {one for one in sources if key in shared_by(shared[one])}

    assert set(ids("--min-regions", "4")) == {
        one for members in expected_clauses(4).values() for one in members
    }
    either = under("terrorism") | under("youth crime")
    assert set(ids("--theme", "TERRORISM", "--theme", "youth crime")) == either
    assert set(ids("--region", "wa", "--region", "eu")) == by("wa") & by("eu")
    assert set(ids("--region", "af", "--exclude-region", "lac")) == by("af") - by("lac")
    assert set(ids("--text", "Nelson Mandela")) == {
        one for one, source in sources.items() if "Nelson Mandela" in source.text
    }
    assert set(ids("--section", "agenda item 5")) == {
        one
        for one, source in sources.items()
        if any("agenda item 5" in section for (section, _), _ in source.placements)
    }
    regions_of = {
        theme: {s.region for s in sources.values() for placed, _ in s.placements if placed == theme}
        for theme in annex_b().themes
    }
    assert set(ids("--count", "theme", "--min-regions", "5")) == {
        one
        for one, source in sources.items()
        if any(len(regions_of[theme]) == 5 for theme, _ in source.placements)
    }


def test_list_groups_by_section_and_theme_and_names_the_next_command():
    shown, messages = run("list", "--theme", "terrorism")
    section = next(title for title in annex_b().sections if "(agenda item 6)" in title)

    flat = squeezed(shown)
    assert flat.startswith(section)
    assert "II. Terrorism in all its forms and manifestations" in flat
    for source in ("lac-79a", "wa-56b", "wa-56c", "wa-56d", "af-57d"):
        assert source in flat
        assert annex_b().sources[source].text in flat
    assert "Next: drafter show" in messages


def test_show_gives_text_citation_themes_and_the_words_of_those_who_share_it():
    flat = squeezed(run("show", "lac-19h")[0])

    assert "Latin America and the Caribbean, para. 19 (h)" in flat
    assert "A/CONF.234/RPM.3/1" in flat
    for member in concordance()["culture-of-lawfulness"]["members"]:
        assert annex_b().sources[member].text in flat
    for (_, theme), _text in annex_b().sources["lac-19h"].placements:
        assert theme in flat
    assert "culture-of-lawfulness" in flat


def test_show_says_where_the_matrix_has_other_words_or_another_label():
    flat = squeezed(run("show", "eu-28g", "wa-42h")[0])

    assert all(text in flat for text in annex_b().sources["eu-28g"].texts)
    assert "(b)" in flat
    assert "42 (h)" in flat


def test_show_takes_the_id_of_a_shared_recommendation():
    shown = json.loads(run("show", "culture-of-lawfulness", "--json")[0])

    assert [item["id"] for item in shown["recommendations"]] == ["ap-13b", "lac-19h", "wa-14c", "af-17c"]


# Drafts that are no Word files


def test_a_draft_as_json_has_the_fields_of_the_design():
    shown, messages = run("draft", "--min-regions", "2", "--format", "json", "-o", "-")
    read = json.loads(shown)
    clauses = read["clauses"]

    assert messages == ""
    assert read["schema_version"] == 1
    assert read["title"] == "Compilation of candidate clauses"
    for clause in clauses:
        assert set(clause) >= {
            *("id", "number", "part", "heading", "text", "regions", "sources", "alternatives", "changes")
        }
        members = expected_clauses(2)[clause["id"]]
        assert sorted(clause["sources"]) == sorted(members)
        assert clause["regions"] == shared_by(members)
        assert all(set(other) >= {"text", "sources"} for other in clause["alternatives"])
    assert [clause["number"] for clause in clauses] == list(range(1, len(clauses) + 1))
    assert [clause["text"][-1] for clause in clauses] == [";"] * (len(clauses) - 1) + ["."]
    assert all(set(item) >= {"id", "reason"} and item["reason"] for item in read["not_used"])
    used = [source for clause in clauses + read["guidance"] for source in clause["sources"]]
    assert sorted(used + [item["id"] for item in read["not_used"]]) == sorted(annex_b().sources)


@pytest.fixture(scope="module")
def markdown():
    """The draft of what three regions share, as Markdown."""
    return run("draft", "--min-regions", "3", "--format", "markdown", "-o", "-")[0]


def test_a_draft_as_markdown_has_footnotes_that_each_stand_once(markdown):
    references = re.findall(r"\[\^(\d+)\](?!:)", markdown)
    notes = re.findall(r"^\[\^(\d+)\]: (.*)$", markdown, re.MULTILINE)
    members = [one for several in expected_clauses(3).values() for one in several]

    assert references == [str(number) for number in range(1, len(members) + 1)]
    assert [number for number, _ in notes] == references
    assert sorted(cited(note.replace("\\", "")) for _, note in notes) == sorted(members)
    assert markdown.startswith("# Compilation of candidate clauses\n")


def test_pandoc_reads_the_same_clauses_and_footnotes_from_markdown_and_word(markdown, tmp_path):
    (tmp_path / "draft.md").write_text(markdown, encoding="utf-8")
    (tmp_path / "draft.docx").write_bytes(draft(3))
    number = re.compile(r"^(?:(?:G\.)?\d+)?\s*(?:bis|ter|quater|quinquies)?\.?\s*")

    def read(name):
        done = subprocess.run(
            [tool("pandoc"), "-t", "json", str(tmp_path / name)],
            capture_output=True,
            check=True,
            timeout=LONGEST_RUN,
        )
        return [
            (letters(number.sub("", text.strip())), list(map(letters, notes)))
            for text, notes in noted_paragraphs(json.loads(done.stdout))
        ]

    assert len(read("draft.md")) > 30
    assert read("draft.md") == read("draft.docx")


@pytest.mark.parametrize(("name", "start"), [("d.docx", b"PK"), ("d.md", b"# "), ("d.json", b"{")])
def test_the_ending_of_the_file_decides_the_format(tmp_path, name, start):
    shown, messages = run("draft", "-o", name, cwd=tmp_path)

    assert shown == ""
    assert f"Wrote {name}" in messages
    assert "Next: " in messages
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_word_file_goes_to_standard_output_but_never_to_a_terminal():
    assert draft(3).startswith(b"PK\x03\x04")

    status, shown, messages = on_a_terminal("draft", "-o", "-")
    assert status == 2
    assert shown == ""
    assert "terminal" in messages
    assert "-o" in messages


def test_a_text_draft_may_go_to_a_terminal():
    status, shown, _ = on_a_terminal("draft", "--format", "markdown", "-o", "-")

    assert status == 0
    assert "# Compilation of candidate clauses" in shown


# Mistakes


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["draf"], "draft"),
        (["list", "--theme", "terorism"], "Terrorism"),
        (["list", "--theme", "item-6-ix"], "item-6-i"),
        (["list", "--section", "Integratd approaches"], "Integrated"),
        (["list", "--region", "lacc"], "lac"),
        (["list", "--region", "Europ"], "Europe"),
        (["draft", "-o", "x.docx", "--exclude-region", "Afrika"], "Africa"),
        (["show", "lac-19hh"], "lac-19h"),
        (["show", "culture-of-lawfulnes"], "culture-of-lawfulness"),
        (["list", "--min-region", "3"], "--min-regions"),
        (["themes", "--matrix", "kyoto-2012"], "kyoto-2021"),
        (["draft", "-o", "x.docx", "--form", "kyotto"], "kyoto"),
    ],
)
def test_a_misspelt_word_is_a_usage_error_that_names_the_right_one(arguments, meant, tmp_path):
    shown, messages = run_here(*arguments, status=2, cwd=tmp_path)

    assert shown == ""
    assert re.search(rf"Did you mean.*[“'\"]{meant}[”'\"]", messages, re.IGNORECASE | re.DOTALL), messages
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["draft"],
        ["list", "--json", "--csv"],
        ["list", "--min-regions", "0"],
        ["list", "--min-regions", "three"],
        ["list", "--count", "theem"],
        ["show"],
        ["import"],
        ["draft", "--format", "pdf", "-o", "x.docx"],
        # an unset variable of a script must not select everything
        ["list", "--theme", ""],
        ["list", "--section", " "],
        ["list", "--text", ""],
        ["list", "--region", ""],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_a_usage_error(arguments, tmp_path):
    shown, messages = run_here(*arguments, status=2, cwd=tmp_path)

    assert shown == ""
    assert messages
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("criteria", "culprit"),
    [
        (["--theme", "terrorism", "--min-regions", "5"], "shared by at least 5 regions"),
        (["--text", "unicorn"], "mention “unicorn”"),
        (["--theme", "terrorism", "--region", "ap"], "shared by Asia and the Pacific"),
        (["--region", "ap", "--exclude-region", "ap"], "not shared by Asia and the Pacific"),
        (["--min-regions", "6"], "shared by at least 6 regions"),
    ],
)
def test_criteria_that_select_nothing_say_which_one_emptied_the_result(criteria, culprit, tmp_path):
    shown, messages = run_here(
        "draft", "-o", "x.docx", "--min-regions", "1", *criteria, status=1, cwd=tmp_path
    )

    assert shown == ""
    assert culprit in messages
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["list", "themes"])
def test_criteria_that_ask_for_too_many_regions_say_how_many_would_do(command):
    shown, messages = run_here(command, "--min-regions", "6", status=1)

    assert shown == ""

    assert "--min-regions 5" in messages


# Files that cannot be read or used


def bad_files(folder: Path) -> None:
    (folder / "latin-1.txt").write_bytes("A\tB\nCaf\xe9\t\n".encode("latin-1"))
    (folder / "word.txt").write_bytes(draft(5))
    (folder / "zeros.txt").write_bytes(bytes(5000))
    (folder / "folder.txt").mkdir()
    (folder / "file.txt").write_text("A file, no folder.")
    (folder / "empty.txt").touch()
    (folder / "empty.yaml").touch()
    (folder / "heads-only.txt").write_text("North\tSouth\nSafety\t\nCrime\t\n")
    (folder / "prose.txt").write_text("Dear Sir or Madam,\n\nthis is a letter.\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.txt", "does not exist"),
        ("missing.yaml", "does not exist"),
        ("folder.txt", "folder"),
        ("file.txt/matrix.txt", "cannot read"),
        ("latin-1.txt", "latin-1.txt:2:4: "),
        ("word.txt", "Office or zip file"),
        ("zeros.txt", "zeros.txt"),
        ("empty.txt", "no recommendation was found"),
        ("empty.yaml", "empty"),
        ("heads-only.txt", "no recommendation was found"),
        ("prose.txt", "no recommendation was found"),
        ("x" * 300, "x"),
    ],
)
def test_a_matrix_that_cannot_be_read_or_is_none_ends_in_one_clear_message_and_status_3(tmp_path, name, said):
    bad_files(tmp_path)

    shown, messages = run_here("draft", "--matrix", name, "-o", "x.docx", cwd=tmp_path, status=3)

    assert shown == ""
    assert said in messages
    assert messages.count("\n") <= 3
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("name", ["missing.txt", "latin-1.txt", "word.txt"])
@pytest.mark.parametrize("command", ["check", "import"])
def test_check_and_import_refuse_what_cannot_be_read(tmp_path, command, name):
    bad_files(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    shown, messages = run_here(command, name, cwd=tmp_path, status=3)

    assert shown == ""
    assert Path(name).name in messages
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("draft.odt", b"PK", "Save it as “Word Document (.docx)”"),
        ("draft.doc", b"\xd0\xcf", "Save it as “Word Document (.docx)”"),
        ("draft.pdf", b"%PDF", "Save it as “Word Document (.docx)”"),
        ("review.html", b"<html>", "drafter check --review review.yaml draft.docx"),
        ("review.yaml", b"draft: x.docx\nreviewed: []\n", "drafter check --review review.yaml draft.docx"),
    ],
)
def test_check_says_of_a_file_that_it_cannot_check_what_to_do_instead(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)

    shown, messages = run_here("check", name, cwd=tmp_path, status=3)

    assert shown == ""
    assert name in messages
    assert says in messages


def test_check_takes_a_folder_for_the_matrix_in_it_and_says_that_its_source_is_not_there(tmp_path):
    folder = tmp_path / "of my own"
    folder.mkdir()
    (folder / "matrix.yaml").write_bytes((KYOTO_2021 / "matrix.yaml").read_bytes())

    shown, messages = run_here("check", folder)

    assert "annex-b.txt, from which this was read, does not stand beside it" in shown
    assert "0 errors, 0 warnings, 1 note" in messages


@pytest.mark.parametrize(("number", "says"), [("four", "“four” is no whole number"), ("0", "1 or more")])
def test_a_number_that_is_none_is_refused_in_plain_words(number, says):
    assert says in run_here("list", "--min-regions", number, status=2)[1]


def test_a_python_without_drafters_packages_is_told_from_a_fault_of_drafter(tmp_path):
    (tmp_path / "jinja2.py").write_text("raise ModuleNotFoundError('no', name='jinja2')\n", encoding="utf-8")

    _, messages = run("draft", "-o", "-", status=3, PYTHONPATH=str(tmp_path))

    assert "it is not set up in this Python" in messages
    assert "“jinja2” is missing" in messages


def test_faults_in_a_concordance_come_all_at_once_with_line_and_column(tmp_path):
    path = tmp_path / "concordance.yaml"
    path.write_text(
        "- id: first\n"
        "  members: [ap-13b, lac-19hh]\n"
        "- id: second\n"
        "  members: [wa-14c]\n"
        "  stauts: confirmed\n"
        "- id: third\n"
        "  members: [ap-13b, af-17c]\n",
        encoding="utf-8",
    )

    for arguments in (["check", path], ["draft", "--concordance", path, "-o", "-"]):
        shown, messages = run_here(*arguments, status=1)
        faults = re.findall(rf"^{re.escape(str(path))}:(\d+:\d+): error: ", shown + messages, re.MULTILINE)
        assert faults == ["2:21", "4:12", "5:3", "7:13"]
        assert "Did you mean “lac-19" in shown + messages
        assert "Did you mean “status”" in shown + messages


# Check


def places(pattern: str, offset: int = 0) -> set[tuple[int, int]]:
    """Line and column of every match in the table of Annex B."""
    lines = ANNEX_B.read_text(encoding="utf-8").split("\n")
    return {
        (line, found.start() + 1 + offset)
        for line, text in enumerate(lines, start=1)
        if "\t" in text
        for found in re.finditer(pattern, text)
    }


@pytest.fixture(scope="module")
def checked():
    """What ``check --json`` says of Annex B."""
    return json.loads(run_here("check", ANNEX_B, "--json")[0])


def said_at(checked, words: str) -> set[tuple[int, int]]:
    return {(p["line"], p["column"]) for p in checked["problems"] if words in p["message"]}


def test_check_lists_every_oddity_of_annex_b_with_line_and_column(checked):
    assert said_at(checked, "comma for a full stop") == places(r"\[Report, para,")
    assert said_at(checked, "letter in brackets") == places(r"\[Report, para\. \d+\(")
    assert said_at(checked, "after the citation") == places(r"\][.;]", offset=1)
    assert said_at(checked, "has no letter") == places(r"\[Report, para\. 40\]")
    ((line, column),) = said_at(checked, "disagrees")
    text = ANNEX_B.read_text(encoding="utf-8").split("\n")[line - 1]
    assert text[column - 1 :].startswith(("(b)", "[Report, para. 42h]"))
    assert said_at(checked, "en dash for a hyphen") == {
        place for place in places(r"(?<![\w–])[A-Za-z]+–[A-Za-z]+") if place[0] > 14
    }
    assert {p["message"].split()[0] for p in checked["problems"] if "in other words" in p["message"]} == {
        one for one, source in annex_b().sources.items() if len(source.texts) > 1
    }


def test_check_says_that_the_letter_came_from_the_label_and_that_the_citation_wins(checked):
    messages = "\n".join(problem["message"] for problem in checked["problems"])

    assert re.search(r"lac-40l from the label \(l\)", messages)
    assert re.search(r"label \(b\).*wa-42h", messages)


def test_check_as_json_has_the_fields_of_the_design(checked):
    assert checked["schema_version"] == 1
    for problem in checked["problems"]:
        assert set(problem) >= {"code", "severity", "file", "line", "column", "clause", "message", "hint"}
    counted = Counter(f"{problem['severity']}s" for problem in checked["problems"])
    assert {name: count for name, count in checked["summary"].items() if count} == counted
    assert "errors" in checked["summary"]


def test_check_begins_each_problem_with_its_place_and_sums_up_in_a_message(checked):
    shown, messages = run_here("check", ANNEX_B)
    found = re.findall(rf"^{re.escape(str(ANNEX_B))}:(\d+):(\d+): (?:note|warning): ", shown, re.MULTILINE)

    assert len(found) == len(checked["problems"])
    assert re.search(r"\b0 errors, \d+ warnings?, \d+ notes?\b", messages)


def test_check_strict_ends_with_status_1_on_warnings():
    assert run_here("check", ANNEX_B, "--strict", status=1)[0] == run_here("check", ANNEX_B)[0]
    run_here("check", KYOTO_2021 / "concordance.yaml", "--strict")


def test_check_finds_a_text_that_is_not_as_in_the_source(tmp_path):
    folder = Path(shutil.copytree(KYOTO_2021, tmp_path / "kyoto-2021"))
    matrix = folder / "matrix.yaml"
    text = matrix.read_text(encoding="utf-8")
    words = "Explore practical measures on the active participation of citizens"
    assert words in text
    line = text[: text.index(words)].count("\n") + 1
    matrix.write_text(text.replace(words, words.replace("Explore", "Take")), encoding="utf-8")

    shown, _ = run_here("check", matrix, "--strict", status=1)
    found = re.search(rf"^{re.escape(str(matrix))}:(\d+):\d+: warning: .*ap-34d", shown, re.MULTILINE)
    assert found, shown
    assert abs(int(found[1]) - line) <= 8  # in the recommendation's own block


# Import


@pytest.fixture
def imported(tmp_path):
    """A folder with Annex B and the matrix file that was read from it."""
    for name in ("annex-b.txt", "about.yaml"):
        shutil.copyfile(KYOTO_2021 / name, tmp_path / name)
    run_here("import", tmp_path / "annex-b.txt")
    return tmp_path


def test_import_writes_the_matrix_that_ships_beside_its_source(imported):
    assert (imported / "matrix.yaml").read_bytes() == (KYOTO_2021 / "matrix.yaml").read_bytes()


def test_import_says_what_it_wrote_and_what_to_do_next(imported):
    _, messages = run_here("import", imported / "annex-b.txt")

    assert "6 sections, 39 themes, 249 recommendations" in messages
    assert "Next: drafter check" in messages


def test_import_leaves_a_matrix_that_a_person_corrected_as_it_is(imported):
    matrix = imported / "matrix.yaml"
    corrected = matrix.read_bytes().replace(b"symbol: null", b"symbol: A/CONF.234/RPM.9/1", 1)
    matrix.write_bytes(corrected)

    _, messages = run_here("import", imported / "annex-b.txt", status=3)
    assert matrix.read_bytes() == corrected
    assert "--overwrite" in messages

    run_here("import", imported / "annex-b.txt", "--overwrite")
    assert matrix.read_bytes() == (KYOTO_2021 / "matrix.yaml").read_bytes()


# Writing over what is there


def edited(name: str, content: bytes) -> bytes:
    """A draft in which a person changed one word."""
    if name.endswith(".docx"):
        parts = unzip(content)
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"Promote", b"Encourage", 1)
        return rezip(parts)
    return content.replace(b"Promote", b"Encourage", 1)


@pytest.mark.parametrize("name", ["draft.docx", "draft.md", "draft.json"])
def test_a_draft_that_nobody_touched_is_replaced(tmp_path, name):
    run_here("draft", "--min-regions", "3", "-o", name, cwd=tmp_path)
    old = (tmp_path / name).read_bytes()

    run_here("draft", "--min-regions", "2", "-o", name, cwd=tmp_path)

    assert (tmp_path / name).read_bytes() != old
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["draft.docx", "draft.md", "draft.json"])
def test_a_draft_that_a_person_edited_is_kept_unless_overwriting_is_asked_for(tmp_path, name):
    path = tmp_path / name
    run_here("draft", "--min-regions", "3", "-o", path)
    theirs = edited(name, path.read_bytes())
    assert theirs != path.read_bytes()
    path.write_bytes(theirs)

    shown, messages = run_here("draft", "--min-regions", "3", "-o", path, status=3)
    assert path.read_bytes() == theirs
    assert shown == ""
    assert str(path) in messages
    assert "--overwrite" in messages

    run_here("draft", "--min-regions", "3", "-o", path, "--overwrite")
    assert b"Encourage an integrated" not in path.read_bytes()
    assert path.read_bytes() != theirs
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_a_word_draft_that_was_only_packed_anew_counts_as_untouched(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(rezip(dict(reversed(unzip(draft(3)).items()))))

    run_here("draft", "--min-regions", "2", "-o", path)

    assert path.read_bytes() == draft(2)


@pytest.mark.parametrize("content", [b"", b"My own notes.\n", b"PK\x03\x04 no Word file"])
def test_a_file_that_is_not_drafters_is_kept(tmp_path, content):
    path = tmp_path / "draft.docx"
    path.write_bytes(content)

    run_here("draft", "-o", path, status=3)

    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("owner", "program"),
    [("~$draft.docx", "Word"), ("~$aft.docx", "Word"), (".~lock.draft.docx#", "LibreOffice")],
)
def test_a_draft_that_is_open_elsewhere_is_left_alone(tmp_path, owner, program):
    path = tmp_path / "draft.docx"
    path.write_bytes(draft(3))
    (tmp_path / owner).touch()

    for more in ([], ["--overwrite"]):
        shown, messages = run_here("draft", "--min-regions", "2", "-o", path, *more, status=3)
        assert shown == ""
        assert f"open in {program}" in messages
        assert path.read_bytes() == draft(3)


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("missing/x.docx", "folder missing does not exist"),
        ("file/x.docx", "file"),
        (".", "folder"),
        ("x" * 300 + ".docx", "xxx"),
        ("/proc/x.docx", "cannot write /proc/x.docx"),
    ],
)
def test_a_place_that_cannot_be_written_to_ends_in_one_clear_message(tmp_path, output, said):
    (tmp_path / "file").touch()

    shown, messages = run_here("draft", "-o", output, cwd=tmp_path, status=3)

    assert shown == ""
    assert said in messages
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_pipe_with_a_name_is_refused_and_neither_waited_for_nor_replaced(tmp_path):
    path = tmp_path / "pipe.docx"
    os.mkfifo(path)
    for more in ([], ["--overwrite"]):
        with subprocess.Popen(
            [sys.executable, "-m", "drafter", "draft", "-o", str(path), *more],
            env=environment(),
            stderr=subprocess.PIPE,
        ) as process:
            try:
                _, messages = process.communicate(timeout=LONGEST_RUN)
            except subprocess.TimeoutExpired:
                process.kill()
                pytest.fail("drafter waits for somebody to write into the pipe")
        assert process.returncode == 3, messages
        assert path.is_fifo()


def test_a_disk_that_fills_up_leaves_the_old_file_whole_and_no_other(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(draft(3))

    # A limit on the size of files stops a write in its middle, as a full disk does.
    done = sh("ulimit -f 8; drafter draft --min-regions 2 -o draft.docx", cwd=tmp_path)

    assert done.returncode == 3
    assert_civil(done.stderr.decode())
    assert "cannot write draft.docx" in done.stderr.decode()
    assert path.read_bytes() == draft(3)
    assert [found.name for found in tmp_path.iterdir()] == ["draft.docx"]


@pytest.mark.parametrize("command", ["draft -o -", "list", "themes --json", "check"])
def test_a_full_disk_under_standard_output_is_said_to_be_that(command):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = sh(f"drafter {command} > /dev/full")

    assert done.returncode == 3
    assert_civil(done.stderr.decode())
    assert "No space left" in done.stderr.decode()


# Interruptions

IN_THE_MIDDLE = """
import os, sys

def wait(_):
    print("in the middle", flush=True)
    sys.stdin.read()

os.fsync = wait
from drafter.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in other ways")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize(
    "command", [("draft", "-o", "draft.docx"), ("select", "s.yaml", "--drop", "legal-aid")]
)
def test_a_command_that_is_ended_in_the_middle_leaves_the_old_file_and_no_other(
    tmp_path, command, sent, status
):
    run("select", "-o", "s.yaml", cwd=tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with subprocess.Popen(
        [sys.executable, "-c", IN_THE_MIDDLE, *command],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout.readline() == b"in the middle\n"
            beside = {path.name for path in tmp_path.iterdir()} - set(before)
            process.send_signal(sent)
            messages = process.stderr.read().decode()
            assert process.wait(60) == status
        finally:
            process.kill()
    assert len([name for name in beside if name.endswith(".part")]) == 1
    assert len([name for name in beside if name.endswith(".lock")]) == (command[0] == "select")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert_civil(messages)


# Pipes and encodings


@pytest.mark.parametrize(
    "pipeline",
    [
        "drafter list | head -1",
        "drafter list --json | head -c 10",
        "drafter themes | true",
        "drafter check | head -1",
        "drafter draft -o - | head -c 2",
        "drafter draft --min-regions 1 --format markdown -o - | head -1",
        "drafter import '{annex_b}' -o - | head -1",
    ],
)
def test_a_reader_that_stops_early_is_no_mistake(pipeline):
    done = sh(pipeline.format(annex_b=ANNEX_B))

    assert_civil(done.stderr.decode())
    assert "drafter: " not in done.stderr.decode()
    assert "Error" not in done.stderr.decode()


ASCII_ONLY = {
    "PYTHONIOENCODING": "ascii",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


@pytest.mark.parametrize(
    "command",
    [
        "themes",
        "list --theme terrorism",
        "check",
        "draft --format markdown -o -",
        "list --csv",
    ],
)
def test_text_for_a_pipe_is_the_same_utf_8_on_a_machine_that_knows_only_ascii(command):
    plain, _ = run(*command.split())
    ascii_only, _ = run(*command.split(), **ASCII_ONLY)

    assert not plain.isascii()
    assert ascii_only == plain


def test_messages_and_a_terminal_that_knows_only_ascii_do_not_stop_drafter(tmp_path):
    run("list", "--theme", "terorísm", status=2, **ASCII_ONLY)
    run("draft", "-o", "déclaration.docx", cwd=tmp_path, **ASCII_ONLY)
    assert [path.name for path in tmp_path.iterdir()] == ["déclaration.docx"]
    for command in ("themes", "check"):
        status, shown, _ = on_a_terminal(command, **ASCII_ONLY)
        assert status == 0
        assert shown
