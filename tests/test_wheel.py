"""The wheel: built, installed into an empty environment, and used from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools import KYOTO_2021, KYOTO_FORM, LONGEST_RUN, REPOSITORY, cannot_run, drafter, environment

# A package index that cannot be reached is no fault of the wheel.
_NO_NETWORK = ("Could not find a version", "No matching distribution", "NewConnectionError", "timed out")


def pip(python: Path | str, *arguments: str) -> None:
    """Run pip; where it cannot reach the package index, the test cannot be run."""
    done = subprocess.run(
        [str(python), "-m", "pip", "--disable-pip-version-check", *arguments],
        env=environment(PYTHONPATH=""),
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )
    output = done.stdout.decode() + done.stderr.decode()
    if done.returncode and any(sign in output for sign in _NO_NETWORK):
        cannot_run("pip cannot reach the package index")
    assert done.returncode == 0, output


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", str(REPOSITORY), "--no-deps", "-w", str(folder))
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The ``drafter`` command of an environment that has the wheel and what it needs, and nothing else."""
    place = tmp_path_factory.mktemp("empty") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, timeout=LONGEST_RUN)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    pip(programs / "python", "install", str(wheel))
    return programs / "drafter"


def run_installed(command: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [str(command), *arguments],
        cwd=cwd,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done


def test_the_wheel_has_the_forms_and_the_data_and_no_tests(wheel):
    with zipfile.ZipFile(wheel) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}

    for folder, inside in ((KYOTO_2021, "data"), (KYOTO_FORM, "templates")):
        for path in folder.iterdir():
            assert content[f"drafter/{inside}/{folder.name}/{path.name}"] == path.read_bytes()
    tops = {name.split("/")[0] for name in content}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"drafter"}
    assert not [name for name in content if "test" in Path(name).name or name.endswith(".pyc")]
    assert wheel.name.startswith("declaration_drafter-")


def test_the_installed_command_shows_the_39_themes(installed, tmp_path):
    shown = run_installed(installed, tmp_path, "themes", "--json").stdout

    assert len(json.loads(shown)["themes"]) == 39


def test_the_installed_command_drafts_the_same_bytes_as_the_source_checkout(installed, tmp_path):
    run_installed(installed, tmp_path, "draft", "--min-regions", "3", "-o", "x.docx")

    drafter("draft", "--min-regions", "3", "-o", tmp_path / "source.docx")
    assert (tmp_path / "x.docx").read_bytes() == (tmp_path / "source.docx").read_bytes()


def test_the_installed_command_runs_none_of_the_checkouts_code(installed, tmp_path):
    python = installed.parent / "python"
    done = subprocess.run(
        [str(python), "-c", "import drafter; print(drafter.__file__)"],
        cwd=tmp_path,
        env=environment(PYTHONPATH=""),
        capture_output=True,
        check=True,
        timeout=LONGEST_RUN,
    )

    assert Path(done.stdout.decode().strip()).is_relative_to(installed.parent.parent)


def test_an_installed_drafter_reads_its_own_draft_and_makes_a_review_page(installed, tmp_path):
    run_installed(installed, tmp_path, "draft", "--min-regions", "3", "-o", "draft.docx")
    run_installed(installed, tmp_path, "review", "draft.docx", "-o", "review.html")

    page = (tmp_path / "review.html").read_text(encoding="utf-8")
    assert "@@DATA@@" not in page
    assert "Content-Security-Policy" in page


def test_the_wheel_is_at_most_1_megabyte(wheel):
    assert wheel.stat().st_size <= 1024 * 1024
