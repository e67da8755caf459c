"""The command line as a whole: help, messages, exit statuses, pipes and encodings."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys

import pytest

from tools import drafter, drafter_here, environment

COMMANDS = (
    "import match themes list draft select mark merge undo status check review compare trace form".split()
)


def test_drafter_alone_shows_its_commands_in_the_order_of_work():
    shown = drafter_here("-h").stdout.decode()
    listed = re.findall(r"^  ([a-z]+)  +[A-Z]", shown.split("Commands:")[1], re.MULTILINE)
    assert listed == COMMANDS


@pytest.mark.parametrize("command", ["themes", "list"])
def test_help_opens_with_a_sentence_and_examples(command):
    shown = drafter_here(command, "-h").stdout.decode()
    assert re.search(r"Examples?:\n +drafter ", shown)
    assert len(shown.splitlines()) <= 40
    assert shown == drafter_here(command, "--help").stdout.decode()


def test_the_version_is_printed_and_little_is_imported_for_it():
    assert re.fullmatch(r"drafter, version \d+\.\d+\.\d+\n", drafter("--version").stdout.decode())
    program = (
        "import sys\nfrom drafter.cli import cli\ncli.main(['--version'], standalone_mode=False)\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    imported = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True
    ).stderr.decode()
    assert not {"lxml", "docx", "jinja2", "difflib", "python_calamine"} & set(imported.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lst"], "Did you mean “list”?"),
        (["list", "--thme", "x"], "--thme"),
        (["list", "--count", "regions"], "regions"),
    ],
)
def test_a_usage_error_is_one_message_with_status_2(arguments, words):
    done = drafter_here(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    messages = done.stderr.decode()
    assert messages.startswith("error: ")
    assert words in messages
    assert " -h” shows how to call it." in messages


@pytest.mark.parametrize("name", ["missing/matrix.yaml", "folder", "empty.yaml", "text.yaml"])
def test_a_matrix_that_cannot_be_read_is_one_message_with_its_name(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.yaml").write_bytes(b"")
    (tmp_path / "text.yaml").write_bytes(b"\x00\xff" * 400)
    done = drafter_here("themes", "--matrix", tmp_path / name)
    assert done.returncode == 3
    assert str(tmp_path / name) in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_mistakes_in_a_file_come_all_at_once_with_line_and_column(tmp_path):
    path = tmp_path / "matrix.yaml"
    path.write_text("name: x\nregons: []\nrecommendations:\n- {id: lac 1, text: ''}\n", encoding="utf-8")
    done = drafter_here("themes", "--matrix", path)
    places = re.findall(rf"^{re.escape(str(path))}:(\d+):\d+: error: ", done.stderr.decode(), re.MULTILINE)
    assert (done.returncode, places) == (1, ["1", "2", "4", "4"])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with pipes")
@pytest.mark.parametrize("pipeline", ["list | head -1", "list --json | head -c 10", "themes | true"])
def test_a_reader_that_stops_early_is_silent(pipeline):
    done = subprocess.run(
        ["bash", "-c", f"{shlex.quote(sys.executable)} -m drafter {pipeline}"],
        capture_output=True,
        env=environment(),
        check=True,
    )
    assert "error" not in done.stderr.decode()


ASCII_ONLY = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}


@pytest.mark.parametrize("command", ["themes", "list --theme terrorism", "list --csv"])
def test_text_for_a_pipe_is_the_same_utf_8_on_a_machine_that_knows_only_ascii(command):
    plain = drafter(*command.split())
    assert not plain.stdout.isascii()
    assert drafter(*command.split(), env=environment(**ASCII_ONLY)).stdout == plain.stdout


def test_data_goes_to_standard_output_and_messages_to_standard_error():
    done = drafter_here("list", "--theme", "terrorism", "--json")
    assert json.loads(done.stdout)["schema_version"] == 1
    assert done.stderr == b""
