"""drafter called from Python, as ``docs/python.md`` shows it."""

from __future__ import annotations

import re
import subprocess
import sys

import drafter
from tools import REPOSITORY, environment

PAGE = (REPOSITORY / "docs" / "python.md").read_text(encoding="utf-8")


def test_the_example_prints_what_stands_below_it(tmp_path):
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (printed,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(PYTHONIOENCODING="utf-8"),
        capture_output=True,
        check=False,
    )

    assert run.stderr.decode() == ""
    assert run.stdout.decode().replace("\r\n", "\n") == printed


def test_every_name_is_there_and_explained():
    for name in drafter.__all__:
        assert getattr(drafter, name).__doc__, name
        assert f"`{name}(" in PAGE or f"`drafter.{name}`" in PAGE or f"{name}(" in PAGE, name


def test_importing_drafter_imports_nothing_slow():
    run = subprocess.run(
        [sys.executable, "-c", "import drafter, sys; print(*sorted(sys.modules))"],
        env=environment(),
        capture_output=True,
        check=True,
    )

    assert not {"lxml", "jinja2", "yaml", "click", "docx"} & set(run.stdout.decode().split())
