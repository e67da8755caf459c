"""Every page shows what its commands print, and names only what there is."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

import drafter
from drafter.cli import cli
from tools import REPOSITORY, environment

sys.path.insert(0, str(REPOSITORY / "tools"))
import reference

PAGES = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")]
SET_UP = re.compile(r"^(?:python3|py) -m venv ", re.MULTILINE)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", reference.pages(), ids=lambda page: page.name)
def test_a_page_shows_what_its_commands_print(page):
    assert reference.renewed(page) == text_of(page), "run tools/reference.py and read the difference"


def test_the_page_of_commands_is_what_they_say_of_themselves():
    assert text_of(reference.REFERENCE) == reference.reference(), "run tools/reference.py"


def test_an_ellipsis_is_any_lines():
    assert reference.shown("one\ntwo\nthree\n", "one\n…\n") == "one\n…\n"
    assert reference.shown("one\ntwo\nthree\n", "…\n3\n") == "…\nthree\n"
    assert reference.shown("one\n", "two\n") == "one\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_within_sentences_have_only_options_that_there_are(page):
    for line in re.findall(r"`drafter ([a-z][^`]*)`", text_of(page)):
        words = shlex.split(line)
        command = cli.get_command(click.Context(cli), words[0])
        if isinstance(command, click.Group):
            command = command.get_command(click.Context(command), words[1])
        assert command is not None, line
        known = {option for parameter in command.params for option in parameter.opts} | {"-h"}
        assert known >= {word for word in words if word.startswith("-") and word != "-"}, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", text_of(page)):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_the_set_up_is_one_line_for_each_job_and_system():
    lines = [line for line in text_of(REPOSITORY / "README.md").splitlines() if SET_UP.match(line)]

    assert len([line for line in lines if line.startswith("python3") and line.endswith("pytest")]) == 1
    assert len([line for line in lines if line.endswith("-o kyoto.docx")]) == len(lines) / 2 == 2


def test_every_name_for_python_is_there_and_on_its_page():
    page = text_of(REPOSITORY / "docs" / "python.md")
    for name in drafter.__all__:
        assert getattr(drafter, name).__doc__, name
        assert f"{name}(" in page or f"`drafter.{name}`" in page, name


def test_importing_drafter_imports_nothing_slow():
    run = subprocess.run(
        [sys.executable, "-c", "import drafter, sys; print(*sorted(sys.modules))"],
        env=environment(),
        capture_output=True,
        check=True,
    )

    assert not {"lxml", "jinja2", "yaml", "click", "docx"} & set(run.stdout.decode().split())
