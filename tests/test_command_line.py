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
import zipfile
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

from drafter.cli import COMMANDS as COMMANDS_AND_HELP
from drafter.cli import cli
from tools import (
    KYOTO_2021,
    LONGEST_RUN,
    assert_civil,
    copied_form,
    drafter,
    drafter_here,
    environment,
    outcome,
    run_here,
    shown_on,
    tool,
)

COMMANDS = ["themes", "list", "show", "select", "draft", "check", "review", "compare", "import"]
ANNEX_B = KYOTO_2021 / "annex-b.txt"


def run(*arguments, status=0, cwd=None, **variables):
    """Run drafter, which must end with this status and never with a traceback: its output and messages."""
    return outcome(drafter(*arguments, cwd=cwd, env=environment(**variables)), status)


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
        shown = shown_on(ours)
        messages = process.stderr.read().decode()
    assert_civil(messages)
    return process.returncode, shown, messages


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


def test_the_list_of_commands_imports_none_and_says_of_each_what_it_says_of_itself():
    asked = (
        "import sys; from drafter.cli import cli; cli(['-h'], standalone_mode=False);"
        "print(*[name for name in sys.modules if name.startswith(('drafter.cli.', 'drafter.matrix'))])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", asked], env=environment(), capture_output=True, check=True, timeout=LONGEST_RUN
    ).stdout.decode()

    listed, _, imported = shown.partition("\n  Every command explains itself: drafter draft -h\n")
    assert imported.split() == ["drafter.cli.terminal"]  # which is none
    for name, (_, what) in COMMANDS_AND_HELP.items():
        assert f"  {name:7}  {what}" in listed
        assert cli.get_command(None, name).get_short_help_str(200) == what


@pytest.mark.thorough
def test_every_example_in_the_help_works(helps, tmp_path):
    shutil.copytree(KYOTO_2021, tmp_path / "data" / "kyoto-2021")
    shutil.copyfile(ANNEX_B, tmp_path / "my-matrix.txt")
    shutil.copyfile(KYOTO_2021 / "about.yaml", tmp_path / "about.yaml")
    shutil.copyfile(KYOTO_2021 / "concordance.yaml", tmp_path / "concordance.yaml")
    rows = [f"{name},Ratify convention {n}.,1.{n}" for n, name in enumerate(REGIONS.values(), 1)]
    (tmp_path / "upr.csv").write_text("\n".join(["State,Recommendation,Paragraph", *rows]), encoding="utf-8")
    document = "documents:\n- id: doha-declaration\n  cited: General Assembly resolution 70/174, annex\n"
    (tmp_path / "sources.yaml").write_text(document, encoding="utf-8")
    edit = Edit(draft(3))
    edit.replace_words(edit.clause("clause_legal_aid"), "appropriate and", "swift and")
    (tmp_path / "round-1.docx").write_bytes(edit.save())
    (tmp_path / "round-2.docx").write_bytes(draft(3))
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


def test_drafter_alone_says_where_the_commands_are_shown(tmp_path):
    (line,) = [line for line in run(cwd=tmp_path)[0].splitlines() if line.endswith("  all commands")]
    done = sh(line.removesuffix("all commands").strip(), cwd=tmp_path)

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


@pytest.mark.thorough
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


@pytest.mark.thorough
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
    assert read["title"] == "Compilation of candidate paragraphs"
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
    assert markdown.startswith("# Compilation of candidate paragraphs\n")


@pytest.mark.thorough
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
    assert "# Compilation of candidate paragraphs" in shown


# Mistakes


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["draf"], "draft"),
        (["list", "--theme", "terorism"], "Terrorism in all its forms and manifestations"),
        (["list", "--theme", "item-6-ix"], "item-6-i"),
        (["list", "--section", "Integratd approaches"], "item-4"),
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
    # Of several near options older versions of click say that they are possible.
    named = rf"(?:Did you mean|Possible options).*[(“'\" ]{meant}[,)”'\"]"
    assert re.search(named, messages, re.IGNORECASE | re.DOTALL), messages
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
        ("empty.yaml", "empty"),
        ("prose.txt", "Read it first: drafter import prose.txt"),
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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.txt", "does not exist"),
        ("latin-1.txt", "latin-1.txt:2:4: "),
        ("word.txt", "is a Word draft that drafter wrote"),
        ("zeros.txt", "zeros.txt"),
        ("empty.txt", "this file is empty"),
        ("heads-only.txt", "no recommendation was found"),
        ("prose.txt", "no recommendation was found"),
    ],
)
def test_import_refuses_a_document_that_cannot_be_read_in_one_clear_message(tmp_path, name, said):
    bad_files(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    shown, messages = run_here("import", name, cwd=tmp_path, status=3)

    assert shown == ""
    assert said in messages
    assert messages.count("\n") <= 3
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["missing.txt", "latin-1.txt", "word.txt"])
def test_check_refuses_what_cannot_be_read(tmp_path, name):
    bad_files(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    shown, messages = run_here("check", name, cwd=tmp_path, status=3)

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

    notes = re.findall(r"^.*: note: (.*)$", shown, re.MULTILINE)
    of_a_text = [note for note in notes if re.match(rf"(?:{'|'.join(annex_b().sources)}): ", note)]
    assert [note.partition(":")[0] for note in notes if note not in of_a_text] == [
        "annex-b.txt, from which this was read, does not stand beside it"
    ]
    assert f"0 errors, 0 warnings, {len(notes)} notes" in messages
    # Slips of language are told here, and nowhere in a paper.
    assert "lesson learned " in annex_b().sources["af-60b"].text.replace(",", " ")
    assert "af-60b: The source has “lesson learned”; “lessons learned” seems meant." in of_a_text


@pytest.mark.parametrize(("number", "says"), [("four", "“four” is no whole number"), ("0", "1 or more")])
def test_a_number_that_is_none_is_refused_in_plain_words(number, says):
    assert says in run_here("list", "--min-regions", number, status=2)[1]


@pytest.mark.parametrize("name", ["remarks.yaml", "what-we-noticed.yaml"])
@pytest.mark.parametrize(("recommendation", "status"), [("wa-14b", 0), ("wa-14zz", 1)])
def test_check_reads_remarks_as_remarks_whatever_their_name(tmp_path, name, recommendation, status):
    says = "{words: to exchange of, says: A word is missing., by: A reader, recommendation: "
    (tmp_path / name).write_text(f"- {says}{recommendation}}}\n", encoding="utf-8")

    shown, _ = run_here("check", name, cwd=tmp_path, status=status)

    assert ("unknown recommendation “wa-14zz”" in shown) == (status == 1)
    assert "members" not in shown


@pytest.mark.parametrize("command", ["check", "trace"])
def test_a_name_that_is_too_long_is_refused_with_what_to_do(command, tmp_path):
    assert "Give it a shorter name." in run_here(command, "n" * 300, cwd=tmp_path, status=3)[1]


def test_what_no_shell_asks_for_when_it_completes_a_command_is_refused(monkeypatch):
    monkeypatch.setenv("_DRAFTER_COMPLETE", "zzz")

    said = run_here("themes", status=2)

    assert said[0] == ""
    assert "_DRAFTER_COMPLETE is “zzz”" in said[1]
    assert "Unset it" in said[1]


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


def test_import_keeps_what_a_person_corrected_in_a_matrix(imported):
    matrix = imported / "matrix.yaml"
    corrected = matrix.read_bytes().replace(b"symbol: null", b"symbol: A/CONF.234/RPM.9/1", 1)
    matrix.write_bytes(corrected)

    _, messages = run_here("import", imported / "annex-b.txt")
    assert matrix.read_bytes() == corrected
    assert "Kept as you corrected it: ap (symbol)." in messages

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


@pytest.mark.parametrize(
    "command",
    [
        ("draft", "--format", "docx"),
        ("draft", "--format", "json"),
        ("import", KYOTO_2021 / "annex-b.txt"),
        ("check", KYOTO_2021 / "matrix.yaml", "--format", "text"),
        ("select", "--min-regions", "4"),
    ],
)
def test_overwrite_replaces_no_file_of_another_kind(tmp_path, command):
    path = tmp_path / "t.yaml"
    path.write_bytes(b"%PDF-1.7\n")

    _, messages = run_here(*command, "-o", path, "--overwrite", status=3)

    assert "what stands there is a PDF" in messages
    assert path.read_bytes() == b"%PDF-1.7\n"


@pytest.mark.parametrize(
    ("name", "made", "again"),
    [
        ("x.docx", "draft --min-regions 4", "draft --min-regions 3"),
        ("x.json", "draft --min-regions 4", "draft --min-regions 3"),
        ("x.md", "draft --min-regions 4", "draft --min-regions 3"),
        ("x.txt", "check --format text", "check --format text"),
        ("x.json", "check", "check"),
        ("x.csv", "trace kyoto-declaration.txt", "trace kyoto-declaration.txt --region af"),
        ("x.docx", "trace kyoto-declaration.txt", "trace kyoto-declaration.txt --region af"),
        ("x.html", "trace kyoto-declaration.txt", "trace kyoto-declaration.txt"),
    ],
)
def test_overwrite_replaces_what_drafter_wrote_of_the_same_kind_though_it_was_changed(
    tmp_path, name, made, again
):
    path = tmp_path / name
    command = [*again.split(), "-o", name]
    run_here(*made.split(), "-o", name, cwd=tmp_path)
    if path.suffix == ".docx":
        with zipfile.ZipFile(path, "a") as packed:
            packed.writestr("customXml/item9.xml", "<mine/>")
    else:
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join([*lines[:3], b"words of mine\n", *lines[3:]]))
    theirs = path.read_bytes()

    run_here(*command, cwd=tmp_path, status=3)
    assert path.read_bytes() == theirs
    run_here(*command, "--overwrite", cwd=tmp_path)
    written = path.read_bytes()
    assert b"words of mine" not in written
    assert b"item9" not in written


@pytest.mark.parametrize("more", [[], ["--overwrite"]])
def test_a_page_of_one_kind_is_not_replaced_by_one_of_another(tmp_path, more):
    readings = [KYOTO_2021 / "readings" / f"reading-{one}.yaml" for one in "gh"]
    traces = [KYOTO_2021 / "traces" / f"trace-{one}.yaml" for one in "rs"]
    text = "kyoto-declaration.txt"
    run_here("draft", "--min-regions", "4", "-o", "x.docx", cwd=tmp_path)
    commands = {
        "a page for signing": ("review", "x.docx"),
        "a page for reading together": ("match",),
        "a page for deciding between readings": ("match", "--readings", *readings),
        "a page for tracing": ("trace", text),
        "a page for deciding between traces": ("trace", text, "--readings", *traces),
    }
    kinds = [*commands]
    for at, kind in enumerate(kinds):
        run_here(*commands[kind], "-o", f"{at}.html", cwd=tmp_path)
    for at, kind in enumerate(kinds):
        page = (tmp_path / f"{at}.html").read_bytes()
        _, said = run_here(*commands[kinds[at - 1]], "-o", f"{at}.html", *more, cwd=tmp_path, status=3)
        assert f"what stands there is {kind}, and " in said
        assert (tmp_path / f"{at}.html").read_bytes() == page


@pytest.mark.parametrize("shipped", ["about.yaml", "remarks.yaml", "readings/reading-g.yaml", "annex-b.txt"])
@pytest.mark.parametrize("command", ["draft --format markdown", "check --format text", "draft --format docx"])
def test_overwrite_replaces_nothing_that_people_write(tmp_path, shipped, command):
    path = tmp_path / "x.yaml"
    path.write_bytes((KYOTO_2021 / shipped).read_bytes())
    _, messages = run_here(*command.split(), "-o", path, "--overwrite", status=3)
    assert "was not written: what stands there is a" in messages
    assert path.read_bytes() == (KYOTO_2021 / shipped).read_bytes()


@pytest.mark.parametrize("command", ["draft", "trace kyoto-declaration.txt"])
@pytest.mark.parametrize("named", ["outline.yaml", "phrases.yaml", "actions.j2", "word.docx"])
def test_overwrite_replaces_nothing_of_a_form(tmp_path, named, command):
    copied_form(tmp_path / "house")
    before = (tmp_path / "house" / named).read_bytes()
    path = (tmp_path / "house" / named).rename(tmp_path / "x.docx")
    _, messages = run_here(*command.split(), "-o", path, "--overwrite", status=3)
    assert "that drafter wrote" in messages
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["new\nline.yaml", "u\u2028v.yaml", "n\u2029l.yaml"])
@pytest.mark.parametrize("command", [("select", "--min-regions", "4"), ("draft", "--format", "markdown")])
def test_no_output_has_a_name_of_several_lines(tmp_path, command, name):
    _, messages = run_here(*command, "-o", name, cwd=tmp_path, status=3)

    assert "has a line break in it; nothing was written" in messages
    assert_civil(messages)
    assert list(tmp_path.iterdir()) == []


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
    done = sh(
        "export PYTHONDONTWRITEBYTECODE=1; ulimit -f 8; drafter draft --min-regions 2 -o draft.docx",
        cwd=tmp_path,
    )

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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (">/dev/full", "cannot write the result: No space left on device"),
        (">&-", "cannot write the result: standard output is closed"),
        (None, "nobody reads the result to its end"),
    ],
)
def test_where_what_is_printed_is_not_taken_it_is_said_that_files_were_written(tmp_path, reader, said):
    run_here("select", "--min-regions", "4", "-o", "s.yaml", cwd=tmp_path)
    run_here("draft", "s.yaml", "-o", "r.docx", cwd=tmp_path)
    paper = tmp_path / "r.docx"
    paper.write_bytes(edited(paper.name, paper.read_bytes()))
    command = "drafter select s.yaml --from r.docx"
    read, write = os.pipe()
    os.close(read)
    if reader:
        done = sh(f"{command} {reader}", cwd=tmp_path)
    else:
        done = subprocess.run(
            (sys.executable, "-m", *command.split()),
            cwd=tmp_path,
            env=environment(),
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
        )
    os.close(write)
    assert done.returncode == 3
    assert f"drafter: {said}; its files had been written, and stand\n" in done.stderr.decode()
    assert (tmp_path / "s.proposals.yaml").exists()


@pytest.mark.parametrize(
    ("command", "status", "written"),
    [
        ("draft --min-regions 4 -o x.docx 2>/dev/full", 0, ["x.docx"]),
        ("draft --min-regions 4 -o x.docx 2>/dev/full >/dev/full", 0, ["x.docx"]),
        ("select --min-regions 4 -o s.yaml 2>&1 | true", 0, ["s.yaml"]),
        ("themes 2>/dev/full", 0, []),
        ("list 2>/dev/full >/dev/full", 3, []),
        ("check heads-only.txt 2>/dev/full", 1, []),
        ("check nosuch.yaml 2>/dev/full", 3, []),
        ("check --nosuch 2>/dev/full", 2, []),
        ("draft --min-regions 4 -o - --annexes-to a.docx >/dev/full", 3, []),
        ("draft --min-regions 4 -o - --annexes-to a.docx >/dev/null", 0, ["a.docx"]),
    ],
)
def test_the_status_is_that_of_the_work_whoever_takes_what_is_told_of_it(tmp_path, command, status, written):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    bad_files(tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    # The status before a pipe is told behind it, since not every shell can say it.
    work, pipe, reader = command.partition(" | ")
    done = sh(f"{{ drafter {work}; echo $? >status; }}{pipe}{reader}", cwd=tmp_path)

    assert (tmp_path / "status").read_text().strip() == str(status)
    assert_civil(done.stderr.decode())
    assert sorted({path.name for path in tmp_path.iterdir()} - before - {"status"}) == written


# Interruptions

IN_THE_MIDDLE = """
import os, sys
import signal

# Tests may be run by nohup, where a closed window is to end nothing.
signal.signal(signal.SIGHUP, signal.SIG_DFL)

def wait(_):
    print("in the middle", flush=True)
    sys.stdin.read()

os.fsync = wait
from drafter.__main__ import run
run()
"""


def ended_in_the_middle(program, folder, command, sent):
    """The exit status, the messages and what stood in the folder, of a program that was told to end there."""
    with subprocess.Popen(
        [sys.executable, "-c", program, *command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout.readline() == b"in the middle\n"
            there = {path.name for path in folder.iterdir()}
            process.send_signal(getattr(signal, sent))
            process.stdin.close()
            messages = process.stderr.read().decode()
            return process.wait(60), messages, there
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in other ways")
@pytest.mark.parametrize(("sent", "status"), [("SIGTERM", 143), ("SIGINT", 130), ("SIGHUP", 129)])
@pytest.mark.parametrize(
    "command", [("draft", "-o", "draft.docx"), ("select", "s.yaml", "--drop", "legal-aid")]
)
def test_a_command_that_is_ended_in_the_middle_leaves_the_old_file_and_no_other(
    tmp_path, command, sent, status
):
    run("select", "-o", "s.yaml", cwd=tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    ended, messages, there = ended_in_the_middle(IN_THE_MIDDLE, tmp_path, command, sent)
    beside = there - set(before)
    assert ended == status
    assert len([name for name in beside if name.endswith(".part")]) == 1
    # Of the selection, and of its history.
    assert len([name for name in beside if name.endswith(".lock")]) == 2 * (command[0] == "select")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert messages == "drafter: stopped before it was done; no file is half written\n"


WRITTEN = (
    IN_THE_MIDDLE.replace("os.fsync = wait", "replace = os.replace")
    .replace("def wait(_):", "def wait(*names, **_):\n    replace(*names)")
    .replace("from drafter", "os.replace = wait\nfrom drafter")
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in other ways")
@pytest.mark.parametrize(("sent", "status"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_who_ends_a_command_when_its_file_is_in_its_place_is_told_that_it_stands(tmp_path, sent, status):
    command = ("select", "-o", "s.yaml")
    ended, messages, _ = ended_in_the_middle(WRITTEN, tmp_path, command, sent)
    assert ended == status
    assert messages.endswith("drafter: stopped when its files had been written: they are whole, and stand\n")
    assert [path.name for path in tmp_path.iterdir()] == ["s.yaml"]


@pytest.mark.parametrize(
    ("fails", "status", "said"),
    [
        ("console.message", 3, "takes more memory than there is; its files had been written, and stand"),
        ("console.write_output", 3, "takes more memory than there is; nothing was written"),
    ],
)
def test_who_has_no_memory_left_is_told_whether_the_files_were_written(tmp_path, fails, status, said):
    program = f"""
import sys
from drafter.cli import console
def fail(*_, **__):
    raise MemoryError
{fails} = fail
from drafter.__main__ import run
run()
"""
    done = subprocess.run(
        [sys.executable, "-c", program, "select", "--min-regions", "4", "-o", "s.yaml"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert said in done.stderr.decode()
    assert done.returncode == status
    assert (tmp_path / "s.yaml").exists() == ("stand" in said)


STARTING = """
import sys
import signal

# Tests may be run by nohup, where a closed window is to end nothing.
signal.signal(signal.SIGHUP, signal.SIG_DFL)

class Waits:
    def find_spec(self, name, *_):
        if name == "click":
            print("starting", flush=True)
            sys.stdin.read()

sys.meta_path.insert(0, Waits())
from drafter.__main__ import run
run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in other ways")
@pytest.mark.parametrize(("sent", "status"), [("SIGTERM", 143), ("SIGINT", 130), ("SIGHUP", 129)])
def test_a_command_that_is_ended_while_it_starts_says_so_in_one_line(sent, status):
    with subprocess.Popen(
        [sys.executable, "-c", STARTING, "list"],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout.readline() == b"starting\n"
            process.send_signal(getattr(signal, sent))
            assert process.wait(60) == status
            assert process.stderr.read() == b"drafter: stopped before it was done; no file is half written\n"
        finally:
            process.kill()


@pytest.mark.thorough
def test_what_two_decide_at_once_is_all_decided(tmp_path):
    run("select", "-o", "s.yaml", cwd=tmp_path)
    listed, _ = run("select", "s.yaml", "--list", "--json", cwd=tmp_path)
    ids = [one["id"] for one in json.loads(listed)["clauses"]]
    for pair in zip(ids[:8:2], ids[1:8:2], strict=True):
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "drafter", "select", "s.yaml", "--drop", one],
                cwd=tmp_path,
                env=environment(),
                stderr=subprocess.PIPE,
            )
            for one in pair
        ]
        for one in running:
            assert "is out" in one.communicate()[1].decode()
            assert one.returncode == 0
    written = (tmp_path / "s.yaml").read_text(encoding="utf-8")
    assert written.count("decision: out") == 8
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s.history.txt", "s.yaml"]


# Pipes and encodings


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="its shell closes no streams")
@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        (
            f"drafter check {KYOTO_2021 / 'matrix.yaml'} >&-",
            3,
            "cannot write the result: standard output is closed",
        ),
        ("drafter list >&-", 3, "cannot write the result: standard output is closed"),
        ("drafter draft -o x.docx >&-", 0, "Wrote x.docx"),
        ("drafter draft -o x.docx >&- 2>&- <&-", 0, ""),
        ("drafter check nosuch.yaml 2>&-", 3, ""),
        ("drafter select --min-regions 4 -o s.yaml 2>&-; drafter select s.yaml --word legal-aid <&-", 2, ""),
        ("drafter list | head -1; true", 0, ""),
    ],
)
def test_streams_that_are_closed_are_no_fault(tmp_path, command, status, says):
    done = sh(command, cwd=tmp_path)
    assert done.returncode == status
    messages = done.stderr.decode()
    assert says in messages
    assert len(set(messages.splitlines())) == len(messages.splitlines())
    assert_civil(messages)


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
@pytest.mark.parametrize(
    "command",
    [
        ("check", b"caf\xe9.docx"),
        ("select", "s.yaml", "--drop", "legal-aid", "--by", b"Ren\xe9"),
        ("compare", "a.docx", "b.docx", "--author", "\x1b[31mred"),
        ("draft", "-o", "abc\u202excod.docx"),
    ],
)
def test_arguments_that_no_document_can_have_are_refused_and_shown(tmp_path, command):
    _, messages = run(*map(os.fsdecode, map(os.fsencode, command)), status=2, cwd=tmp_path)
    assert "⟩" in messages
    assert "nothing was done" in messages
    assert list(tmp_path.iterdir()) == []


@pytest.mark.thorough
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


@pytest.mark.thorough
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


@pytest.mark.thorough
def test_messages_and_a_terminal_that_knows_only_ascii_do_not_stop_drafter(tmp_path):
    run("list", "--theme", "terorísm", status=2, **ASCII_ONLY)
    run("draft", "-o", "déclaration.docx", cwd=tmp_path, **ASCII_ONLY)
    assert [path.name for path in tmp_path.iterdir()] == ["déclaration.docx"]
    for command in ("themes", "check"):
        status, shown, _ = on_a_terminal(command, **ASCII_ONLY)
        assert status == 0
        assert shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("themes", "—json"), "“—json” begins with a dash that is no hyphen. Write: --json"),
        (("draft", "–o", "x.docx"), "“–o” begins with a dash that is no hyphen. Write: -o"),
        (("draft", "-output", "x.docx"), "“-output” is written with two hyphens: --output"),
        (("form", "copy", "-help"), "“-help” is written with two hyphens: --help"),
        (
            ("themes", "--th\u0435me", "youth"),
            "Did you mean “--theme”? It looks like it, and has",
        ),
        (("themes", "--min-regions", "10000"), "10000 is too large. It must be 9,999 or less."),
        (("select", "s.yaml", "--drop", " "), "--drop needs words, not a blank"),
        (("select", "s.yaml", "--by="), "--by needs words, not a blank"),
        (
            ("draft", "-o", "\u00a0x.docx"),
            "“x.docx” has a blank at its edge (U+00A0 NO-BREAK SPACE): type it again",
        ),
        (("themes", "--matrix", "."), "the folder . has no matrix.yaml in it"),
        (("draft", "--form", ".", "-o", "x.docx"), ". is no form: it has no outline.yaml"),
        (("draft", "--since", "none.docx", "-o", "x.docx"), "none.docx does not exist"),
    ],
)
def test_what_was_mistyped_in_a_command_is_told_with_how_it_is_written(tmp_path, arguments, said):
    done = drafter_here(*arguments, cwd=tmp_path)
    assert done.returncode in (2, 3)
    assert said in done.stderr.decode()
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.yaml", "matrix: m\ntext: a.txt\nlinks: []\n", "t.yaml is a trace\n"),
        ("r.yaml", "reader: A\nmatrix: m\nanswers: []\n", "is what one person read of who says the same\n"),
        ("r.yaml", "reader: A\nmatrix: m\ntext: a\nanswers: []\n", "is what one person read of a trace"),
        ("o.yaml", "language: en\nparts: []\n", "o.yaml is the outline of a form\n"),
        ("p.yaml", "- id: a:wording\n  draft: d.docx\n  set: {wording: x}\n", "p.yaml is a file of"),
        ("h.txt", "# What was decided about s.yaml, step by step:\n", "h.txt is the history"),
        ("w.yaml", "Dear colleague,\nplease: see below\nwhat we agreed.\n", "this is running text"),
        ("w.yaml", "<html>\n<head>\ncolor: red;\n</html>\n", "this is running text"),
        ("x.yaml", "%PDF-1.7\n", "x.yaml is a PDF, and a text file is wanted here"),
        ("x.yaml", "PK\x03\x04 word/document.xml", "x.yaml is a Word file, and a text file is wanted here"),
    ],
)  # fmt: skip
def test_check_says_of_a_file_of_another_kind_which_it_is(tmp_path, name, content, said):
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = drafter_here("check", name, cwd=tmp_path)
    told = done.stdout.decode() + done.stderr.decode()
    assert done.returncode in (1, 3)
    assert said in told
    assert told.count("error") <= 2  # the one, and the count of it


def test_a_file_that_is_not_there_is_asked_for_by_the_name_of_one_that_is(tmp_path):
    (tmp_path / "selection.yaml").write_text("clauses: []\n", encoding="utf-8")
    _, told = run_here("draft", "selektion.yaml", "-o", "x.docx", cwd=tmp_path, status=3)
    assert "selektion.yaml does not exist\n    Did you mean “selection.yaml”?" in told
    _, told = run_here("draft", "s\u0435lection.yaml", "-o", "x.docx", cwd=tmp_path, status=3)
    assert "Did you mean “selection.yaml”? It looks like it" in told
    _, told = run_here("draft", "sources.yaml", "-o", "x.docx", cwd=tmp_path, status=3)
    assert "sources.yaml does not exist\n    Check the name and the folder." in told
    _, told = run_here("draft", "...", "-o", "x.docx", cwd=tmp_path, status=3)
    assert "drafter: “...” does not exist\n    Check the name and the folder." in told
