"""``trace``: the adopted text, the files of readers, and the trace that most of them give."""

from __future__ import annotations

import json
import shutil

import pytest

from drafter.problems import ContentError
from drafter.reading.links import load_adopted
from tools import KYOTO_2021, drafter_here

TEXT = "kyoto-declaration.txt"


@pytest.fixture
def folder(tmp_path):
    """The matrix of Annex B and the text that was adopted, without a trace."""
    for name in ("matrix.yaml", TEXT):
        shutil.copy(KYOTO_2021 / name, tmp_path)
    return tmp_path


def trace(folder, *arguments, status=0):
    done = drafter_here("trace", TEXT, "--matrix", "matrix.yaml", *arguments, cwd=folder)
    assert done.returncode == status, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


def reading(folder, name, **links):
    """A reader's file: of each recommendation the paragraphs, with their kinds."""
    lines = [f"trace: {TEXT}", f"by: {name}", "links:"]
    for given, ends in links.items():
        lines.append(f"  {given.replace('_', '-')}:{' []' if not ends else ''}")
        lines += [f'    - {{paragraph: "{number}", kind: {kind}}}' for number, kind in ends.items()]
    (folder / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return f"{name}.yaml"


def test_the_paragraphs_of_the_kyoto_declaration_have_their_numbers_and_headings():
    adopted = load_adopted(KYOTO_2021 / TEXT)
    assert [paragraph.number for paragraph in adopted.paragraphs] == [
        *(f"P{number}" for number in range(1, 6)),
        *map(str, range(1, 98)),
    ]
    paragraph = adopted.by_number["35"]
    assert paragraph.headings == ("Advancing the criminal justice system", "Improving prison conditions")
    assert paragraph.text.startswith(
        "Improve the detention conditions for both pretrial and post-trial detainees"
    )
    assert "[^8]" not in paragraph.text
    assert adopted.by_number["21"].headings[0] == "Advancing crime prevention"


def test_subparagraphs_and_lines_that_go_on_are_read(tmp_path):
    text = (
        "Recalling its past,\n1. Decides:\n(a) To meet;\n(b) To part;\nas soon as it can;\n2. Thanks all.\n"
    )
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    adopted = load_adopted(tmp_path / "text.txt")
    assert {paragraph.number: paragraph.text for paragraph in adopted.paragraphs} == {
        "P1": "Recalling its past,",
        "1": "Decides:",
        "1 (a)": "To meet;",
        "1 (b)": "To part; as soon as it can;",
        "2": "Thanks all.",
    }


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [("Words alone.\n", "no-paragraphs", 0), ("1. One.\n1. One again.\n", "same-number", 2)],
)
def test_a_text_that_cannot_be_cited_is_refused(tmp_path, text, code, line):
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_adopted(tmp_path / "text.txt")
    assert [(problem.code, problem.line) for problem in refused.value.problems] == [(code, line)]


def test_a_link_is_kept_that_two_of_three_make_as_full_if_two_say_so(folder):
    files = [
        reading(folder, "one", ap_62b={"2": "full", "79": "part", "4": "part"}, ap_62a={}),
        reading(folder, "two", ap_62b={"2": "full", "79": "full"}, ap_62a={}),
        reading(folder, "three", ap_62b={"2": "part", "5": "full"}, ap_62a={"1": "part"}),
    ]
    out, err = trace(folder, *files, "-o", "trace.yaml")
    assert "one and two: 80% of what they found is the same" in out.replace("  ", "")
    assert "1 full, 1 part, 1 nowhere" in err
    text = (folder / "trace.yaml").read_text("utf-8")
    assert text.startswith("# Made from the readings of one, two and three")
    assert text.splitlines()[2:] == [
        "links:",
        "  ap-62a: []",
        '  ap-62b: [{paragraph: "2", kind: full}, {paragraph: "79", kind: part}]',
    ]


def test_the_trace_beside_the_matrix_is_read_and_what_it_lacks_is_proposed(folder):
    trace(folder, reading(folder, "one", ap_62b={"2": "part"}, ap_62a={}), "-o", "trace.yaml")
    out, _ = trace(folder, "--json")
    found = json.loads(out)
    assert found["schema_version"] == 1
    assert found["nowhere"] == ["ap-62a"]
    confirmed = [link for link in found["links"] if link["status"] == "confirmed"]
    assert [(link["recommendation"], link["paragraph"], link["kind"]) for link in confirmed] == [
        ("ap-62b", "2", "part")
    ]
    proposed = {link["recommendation"] for link in found["links"] if link["status"] == "proposed"}
    assert "ap-62b" not in proposed
    assert len(proposed) > 200


def test_the_paragraph_on_a_culture_of_lawfulness_is_proposed_for_what_asks_for_one(folder):
    out, _ = trace(folder, "--json")
    proposed = {(link["recommendation"], link["paragraph"]) for link in json.loads(out)["links"]}
    assert {("lac-19h", "26"), ("ap-13b", "26"), ("wa-14c", "26")} <= proposed


def test_where_readers_differ_is_listed_and_asked_on_a_page(folder):
    files = [
        reading(folder, "one", ap_62b={"2": "full", "3": "part"}),
        reading(folder, "two", ap_62b={"3": "part"}),
    ]
    out, _ = trace(folder, *files)
    assert "ap-62b, 2: one: full; two: none" in out
    trace(folder, *files, "-o", "trace.html")
    page = (folder / "trace.html").read_text("utf-8")
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert [(question["f"], question["s"]) for question in data["questions"]] == [("ap-62b", "2")]
    assert [reading["by"] for reading in data["others"]] == ["one", "two"]


def test_answers_about_another_text_and_unknown_paragraphs_are_refused(folder):
    name = reading(folder, "one", ap_62b={"98": "full"}, ap_62z={"1": "part"})
    _, err = trace(folder, name, status=1)
    assert "one.yaml:5:19: error: unknown paragraph “98”" in err
    assert "one.yaml:6:3: error: unknown key “ap-62z”" in err
    (folder / name).write_text("trace: doha.txt\nlinks: {}\n", encoding="utf-8")
    _, err = trace(folder, name, status=1)
    assert "one.yaml:1:8: error: these answers are about “doha.txt”" in err


def test_a_trace_of_a_whole_matrix_is_small(folder):
    out, _ = trace(folder, "--json")
    best = {}
    for link in json.loads(out)["links"]:
        best.setdefault(link["recommendation"].replace("-", "_"), {})[link["paragraph"]] = "part"
    name = reading(folder, "all", **{given: dict([*ends.items()][:2]) for given, ends in best.items()})
    trace(folder, name, "-o", "trace.yaml")
    assert (folder / "trace.yaml").stat().st_size < 60_000
