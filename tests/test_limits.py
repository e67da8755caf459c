"""What is too much is refused in one sentence that names the file, before it takes time or memory."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time

import pytest
from hostile import DRAFTS, MATRICES, TEMPLATES, TEXTS, in_clause, run
from made_pdf import MadePage, made_pdf
from table_files import read_bytes_as
from word_editing import run as typed_run
from word_editing import said
from word_reading import draft, rezip, unzip
from word_room import Room

from drafter.check.actors import actor_differences
from drafter.cli.terminal import message, messages
from drafter.documents import paragraphs
from drafter.documents.citation_forms import declared_form
from drafter.documents.interpreter import interpret
from drafter.documents.readers import pdf_assembly
from drafter.documents.readers.in_time import TooLongError, in_time
from drafter.draft.typesetting import subparagraphs_in
from drafter.files.limits import MOST_NEW
from drafter.form.forms import load_form
from drafter.merge.importing import import_edits
from drafter.model import RECOMMENDATION_ID
from drafter.problems import ContentError, DrafterError, Problem, Severity, first_of_each_kind
from drafter.records.nodes import compose_text
from drafter.returned import blanks
from drafter.returned.document import read_word
from drafter.selection.loading import open_selection
from drafter.selection.readers import in_one_line
from drafter.selection.source_file import load_sources
from drafter.text.words import excerpt, whole
from tools import drafter_here, run_here

LONGEST = 10.0  # seconds that anything may take


@pytest.fixture(autouse=True)
def in_bounds():
    start = time.process_time()
    yield
    assert time.process_time() - start < LONGEST


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_with_too_much_in_it_is_refused(name):
    make, said = DRAFTS[name]
    with pytest.raises(DrafterError) as caught:
        read_word(make(), "f.docx")
    assert said in caught.value.message
    assert "f.docx" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", MATRICES)
def test_a_matrix_document_with_too_much_in_it_is_refused(name, monkeypatch):
    monkeypatch.setattr("drafter.documents.readers.MOST_ROWS", 2000)
    file, make, said = MATRICES[name]
    with pytest.raises(DrafterError) as caught:
        read_bytes_as(file, make())
    assert said in str(caught.value)
    assert file in str(caught.value)


@pytest.mark.parametrize("name", TEXTS)
def test_yaml_with_too_much_in_it_is_refused(name, monkeypatch):
    monkeypatch.setattr("drafter.records.loader.MOST_NODES", 5000)
    monkeypatch.setattr("drafter.records.nodes.LARGEST_TEXT", 1 << 20)
    text, said = TEXTS[name]
    with pytest.raises(DrafterError) as caught:
        compose_text(text, "s.yaml")
    assert said in str(caught.value)
    assert "s.yaml" in str(caught.value)


def test_a_text_of_yaml_that_nobody_reads_is_refused(tmp_path):
    path = tmp_path / "sources.yaml"
    path.write_text(f"proposals:\n- id: a\n  by: [Chile]\n  text: {'peace ' * 10_000}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="4:9: error: “text” of a proposal has more than 50,000"):
        load_sources(path)


def test_a_page_in_an_encoding_that_is_none_is_read_in_another():
    page = b"<html><meta charset=idna><table><tr><td>a" + b"\xc3\xa9" * 100 + b"</table>"
    assert read_bytes_as("f.html", page).tables[0].rows[0][0].text == "a" + "é" * 100


def test_what_stands_between_the_rows_of_a_page_s_table_takes_no_longer_there():
    page = b"<html><table>" + b"x<p>" * 30_000 + b"<tr><td>a<td>b</table>&#" + b"9" * 5000 + b";"
    assert read_bytes_as("f.html", page).tables[0].rows[0][0].text == "a"


def test_a_style_sheet_of_a_page_takes_no_longer_for_each_of_its_rules_and_elements(monkeypatch):
    rules = "".join(f".a{n}{{display:none}}" for n in range(20_000)) + "/* " * 300_000
    page = f"<html><style>{rules}</style>{'<p class=a7>x' * 1000}<style>{'b' * 300_000}</style><p>y"
    assert [line.text for line in read_bytes_as("f.html", page.encode()).outside] == ["y"]
    monkeypatch.setattr("drafter.documents.readers.html_styles._MOST_LOOKED_AT", 999)
    with pytest.raises(DrafterError, match=r"f\.html has more than 999 elements that rules of"):
        read_bytes_as("f.html", page.encode())


def test_of_a_style_sheet_the_rules_hold_that_a_browser_follows():
    rules = (
        "@import url(x); @media print { .a { display: none } @page { margin: 0 } .b { display: none } }"
        " @media screen { .c { display: none } p.d.e { display: none } } .d { display: inline }"
        " #f { display: none }"
    )
    elements = ("class=a", "class=b", "class=c", "class='d e'", "class=d", "id=f")
    said = "".join(f"<p {one}>{one}" for one in elements)
    read = read_bytes_as("f.html", f"<html><style>{rules}</style>{said}".encode()).outside
    assert [line.text for line in read] == ["class=a", "class=b", "class=d"]


def test_thousands_of_states_and_themes_are_read_in_time_or_refused():
    states = "State,Recommendation\n" + "".join(f"State {n},Promote peace.\n" for n in range(1001))
    with pytest.raises(DrafterError, match=r"f\.csv has more than 1,000 regions or States"):
        interpret(read_bytes_as("f.csv", states.encode()), "x", None, ())
    rows = "".join(f"{n}. Theme\t\nPromote peace. [Report, para. {n}]\tx\n" for n in range(1, 301))
    reading = interpret(read_bytes_as("f.txt", f"Africa\tEurope\n{rows}".encode()), "x", None, ())
    assert len(reading.matrix.themes) == len({theme.id for theme in reading.matrix.themes}) == 300


def test_a_paragraph_number_of_more_than_six_parts_is_none_and_told_with_its_line():
    def read(number: str):
        file = f"State,Recommendation,Paragraph\nChile,Train judges.,138.1\nPeru,Build less.,{number}\n"
        return interpret(read_bytes_as("f.csv", file.encode()), "x", None, ())

    assert "peru-1.2.3.4.5.6" in read("1.2.3.4.5.6").matrix.by_id
    for number in ("1.2.3.4.5.6.7", "1." * 3000 + "1", "138.12345"):
        reading = read(number)
        assert [one for one in reading.matrix.by_id if one.startswith("peru-")] == ["peru-n1"]
        told = [one for one in reading.problems if one.severity is Severity.ERROR]
        assert [(one.line, "in a form that is not known" in one.message) for one in told] == [(3, True)]
    form = declared_form("Rec. {paragraph}.{decimal}")
    assert form.fullmatch("Rec. 1.2.3.4.5.6")
    assert not form.search("Rec. 1.2.3.4.5.6.7")
    assert not RECOMMENDATION_ID.fullmatch("peru-1.2.3.4.5.6.7")


@pytest.mark.parametrize("sign", [" ", "\N{NO-BREAK SPACE}", "\t", "(", "[", "."])
@pytest.mark.parametrize("place", ["Africa", "Justice", "Peace", "1", "Notes"])
def test_a_long_run_of_one_sign_in_a_cell_is_read_in_time(place, sign):
    rows = "Region,Theme,Recommendation,Paragraph,Notes\nAfrica,Justice,Peace,1,\nAsia,Justice,Rest,2,\n"
    file = rows.replace(place, f'"a{sign * 40_000}b"', 1)
    # Refused or read: what it takes is what counts.
    with contextlib.suppress(DrafterError, ContentError):
        interpret(read_bytes_as("f.csv", file.encode()), "x", None, ())


@pytest.mark.parametrize("before", ["para. 7 (a)", "para. 7,", "paras. 7 and", "rec. 7.1"])
def test_a_long_run_of_blanks_in_any_citation_is_read_in_time(before):
    cell = f"Build courts for all. [{before}{' ' * 45_000}z]"
    interpret(read_bytes_as("f.txt", f"Africa\tEurope\n{cell}\t{cell}\n".encode()), "x", None, ())


def test_comments_before_a_page_are_each_looked_at_once():
    assert not read_bytes_as("f.html", b"<!--" + b"--><!--" * 140 + b"-->").tables


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house") / "form"
    assert drafter_here("form", "copy", "kyoto", folder).returncode == 0
    return folder


@pytest.mark.thorough
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_would_not_end_is_at_fault_with_its_line(form, name, monkeypatch):
    monkeypatch.setattr("drafter.form.engine.MOST_STEPS", 100_000)
    path = form / "preamble.j2"
    path.write_text(f"We,\n{TEMPLATES[name]}", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_form(form).say("preamble")
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    assert problem.line == 2 or name in ("output", "brackets", "itself", "twice itself", "loop itself")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("{% if '{:>300000}'.format(1) %}x{% endif %}", "“format” for words"),
        ("{{ '{:.3}'.format('peace') }}", "“format” for words"),
        ("{{ '{:{}}'.format(1, 9) }}", "“format” for words"),
        ("{{ ('{:9}' | safe).format(1) }}", "“format” for words"),
        ("{% set said = '{:9}'['format'] %}{{ said(1) }}", "“format” for words"),
        ("{{ ('{:9}' | attr('format'))(1) }}", "“format” for words"),
        ("{{ '{a:9}'.format_map({'a': 1}) }}", "“format_map” for words"),
        ("{{ 'x'.zfill(9) }}", "“zfill” for words"),
        ("{{ '%9d' % 1 }}", "“%” of this kind"),
        ("{{ ('%9d' | safe) % 1 }}", "“%” of this kind"),
        ("{{ (1).to_bytes(9, 'big') | length }}", "“to_bytes” for numbers"),
    ],
)
def test_a_template_cannot_pad(form, words, named):
    """Not by a single sign: what pads at all can fill the memory before a sign is counted."""
    (form / "preamble.j2").write_text(f"We,\n{words}", encoding="utf-8")
    with pytest.raises(ContentError, match=f"templates have no {named}") as caught:
        load_form(form).say("preamble")
    assert caught.value.problems[0].line == 2


def test_what_a_form_s_templates_take_together_is_bounded(form, monkeypatch):
    monkeypatch.setattr("drafter.form.engine.MOST_STEPS_IN_ALL", 5000)
    (form / "preamble.j2").write_text("{% for i in range(900) %}{% endfor %}x", encoding="utf-8")
    made = load_form(form)
    assert [made.say("preamble") for _ in range(5)] == ["x"] * 5
    with pytest.raises(ContentError, match="is there a loop in a loop"):
        made.say("preamble")


def test_templates_have_what_words_need(form):
    path = form / "preamble.j2"
    path.write_text(
        "{% for one in ['peace', 'justice'] %}{{ one.replace('p', 'P').upper() ~ '; ' ~ ', '.join([one]) }}."
        "{{ ['b', 'a'] | sort | join('-') }}{{ [{'n': 1}, {'n': 2}] | sum(attribute='n') }}{% endfor %}",
        encoding="utf-8",
    )
    assert load_form(form).say("preamble") == "PEACE; peace.a-b3JUSTICE; justice.a-b3"


def test_a_number_of_thousands_of_digits_is_a_large_one():
    assert [whole(said) for said in ("12", "-3", "+4", "", "x", "²", "9" * 5000)] == [
        12,
        -3,
        4,
        0,
        0,
        0,
        999_999_999,
    ]
    huge = "9" * 5000
    mark = f'<w:pPr><w:numPr><w:ilvl w:val="{huge}"/><w:numId w:val="{huge}"/></w:numPr></w:pPr>'
    with pytest.raises(DrafterError, match="where a list has a number"):
        read_word(in_clause(f"</w:p><w:p>{mark}{run('x')}"), "f.docx")
    read_word(in_clause(f"</w:p><w:p>{run(huge)}"), "f.docx")


def test_of_a_kind_of_problem_a_hundred_are_told_and_how_many_more_there_are():
    told = first_of_each_kind([Problem("a", str(n)) for n in range(250)] + [Problem("b", "x")], "; see there")
    assert [one.message for one in told[98:]] == ["98", "99", "and the same 150 more times; see there", "x"]


def test_a_terminal_is_told_so_many_of_a_kind_whatever_the_command(capsys):
    messages([Problem("a", str(n), file="s.yaml") for n in range(2000)])
    told = capsys.readouterr().err.splitlines()
    assert told[99:] == ["s.yaml: error: 99", "s.yaml: error: and the same 1,900 more times"]


def test_of_a_line_that_nobody_reads_the_beginning_and_the_end_are_told(capsys):
    message(f"{'a' * 5000}b\n    c")
    assert capsys.readouterr().err == f"{'a' * 500} … {'a' * 499}b\n    c\n"


def test_many_keys_and_long_blanks_of_yaml_are_read_in_time(tmp_path):
    path = tmp_path / "sources.yaml"
    pasted = "".join(f"    '{n}': Peace\n" for n in range(20_000))
    path.write_text(f"documents:\n- id: doha\n  cited: Doha\n  paragraphs:\n{pasted}", encoding="utf-8")
    sources, _ = load_sources(path)
    assert sources.read("doha: 19999")
    node, problems = compose_text(f"{'a' + ' ' * 45_000}b\n\n  c", "s.yaml")
    assert in_one_line(node, problems, "a reason") == f"a{' ' * 45_000}b c"


def test_work_that_does_not_end_is_left():
    def endless():
        yield 1
        while True:
            pass

    given = in_time(endless, lambda given: 0.3 * given)
    assert next(given) == 1
    with pytest.raises(TooLongError):
        next(given)


def test_what_is_raised_beside_is_raised_here():
    def broken():
        yield 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(in_time(broken, lambda _: 5.0))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no process to a limit")
def test_memory_has_a_limit():
    script = "from drafter import process; process.bound_memory(); bytearray(1100 << 20)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr


def test_a_draft_as_drafter_writes_it_is_within_the_limits():
    read_word(draft(4), "f.docx")
    read_bytes_as("f.pdf", made_pdf([MadePage().table([["Africa", "Europe"], ["x", "y"]], 50)]))


def with_one_clause_often(content: bytes, number: int, *, is_new: bool) -> bytes:
    """A draft in which the first clause stands many times; or many new ones behind it, all different."""
    parts = unzip(content)
    body = parts["word/document.xml"]
    one = next(each for each in re.findall(rb"<w:p>.*?</w:p>", body, re.DOTALL) if b'w:name="clause_' in each)
    copies = [one] * number
    if is_new:
        plain = rb"<w:p>%b<w:r><w:t>Do %d.</w:t></w:r></w:p>"
        look = re.findall(rb"<w:pPr>.*?</w:pPr>", one, re.DOTALL)[0]
        copies = [one, *(plain % (look, n) for n in range(number))]
    parts["word/document.xml"] = body.replace(one, b"".join(copies))
    return rezip(parts)


@pytest.mark.thorough
@pytest.mark.parametrize("command", ["check", "review"])
def test_a_clause_that_stands_thousands_of_times_is_looked_at_in_time(tmp_path, command):
    path = tmp_path / "draft.docx"
    path.write_bytes(with_one_clause_often(draft(4), 5000, is_new=False))
    more = ("-o", tmp_path / "review.html") if command == "review" else ()
    assert drafter_here(command, path, *more).returncode in (0, 1)


@pytest.mark.thorough
@pytest.mark.parametrize("of", [(), ("--of", "Japan")])
@pytest.mark.parametrize("way", ["numbered", "plain", "tracked"])
def test_as_many_new_paragraphs_as_are_read_are_looked_at_in_time(tmp_path, way, of):
    run_here("select", "--min-regions", "5", "-o", "s.yaml", cwd=tmp_path)
    run_here("draft", "s.yaml", "-o", "d.docx", cwd=tmp_path)
    path = tmp_path / "d.docx"
    content = with_one_clause_often(path.read_bytes(), MOST_NEW, is_new=True)
    parts = unzip(content)
    new = rb"<w:p>(<w:pPr>(?:(?!</w:pPr>).)*</w:pPr>)(<w:r><w:t>Do \d+\.</w:t></w:r>)</w:p>"
    other = {
        "numbered": rb"\g<0>",
        "plain": rb"<w:p>\2</w:p>",
        "tracked": rb'<w:p>\1<w:ins w:id="9000" w:author="Japan">\2</w:ins></w:p>',
    }[way]
    parts["word/document.xml"], count = re.subn(new, other, parts["word/document.xml"])
    assert count == MOST_NEW
    path.write_bytes(rezip(parts))
    said = run_here("select", "s.yaml", "--from", "d.docx", *of, cwd=tmp_path)[1]
    if (way, of) != ("plain", ()):  # then they are running words, all of them one proposal
        assert f"{MOST_NEW} proposals" in said.replace(",", "")


def test_a_draft_with_more_new_paragraphs_than_anybody_decides_about_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("drafter.merge.sides.places.MOST_NEW", 20)
    run_here("select", "--min-regions", "5", "-o", "s.yaml", cwd=tmp_path)
    run_here("draft", "s.yaml", "-o", "d.docx", cwd=tmp_path)
    path = tmp_path / "d.docx"
    path.write_bytes(with_one_clause_often(path.read_bytes(), 21, is_new=True))
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    said = run_here("select", "s.yaml", "--from", "d.docx", status=3, cwd=tmp_path)[1]
    assert "d.docx has more than 20 new paragraphs: too much to read" in said
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_draft_with_changes_of_more_authors_than_can_be_read_in_time_is_refused(tmp_path, monkeypatch):
    run_here("select", "--min-regions", "5", "-o", "s.yaml", cwd=tmp_path)
    run_here("draft", "s.yaml", "-o", "d.docx", cwd=tmp_path)
    path = tmp_path / "d.docx"
    parts = unzip(path.read_bytes())
    typed = b'<w:ins w:id="900%b" w:author="%b"><w:r><w:t>more</w:t></w:r></w:ins>'
    new = b"<w:p>%b%b</w:p><w:sectPr" % (typed % (b"1", b"A"), typed % (b"2", b"B"))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", new, 1)
    path.write_bytes(rezip(parts))
    count = parts["word/document.xml"].count(b"</w:p>")
    for most, status in ((3 * count, 0), (count, 3)):
        monkeypatch.setattr("drafter.merge.importing.MOST_FOR_AUTHORS", most)
        said = run_here("select", "s.yaml", "--from", "d.docx", status=status, cwd=tmp_path)[1]
    assert f"d.docx has more than {count:,} paragraphs, each counted for every author of tracked" in said


@pytest.mark.thorough
def test_many_small_tables_of_a_page_are_read_in_time(tmp_path):
    table = "<table><tr><td>a</td><td>b</td></tr></table>"
    (tmp_path / "a.html").write_text(f"<html><body>{table * 20_000}</body></html>", encoding="utf-8")
    assert drafter_here("import", "a.html", "--preview", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (paragraphs._PAGE_MATTER, "9" * 6000 + ". text"),
        (pdf_assembly._PAGE_MATTER, "A/1/1 " * 200 + "x"),
        (blanks._TO_FILL_IN, "[" + " " * 6000),
    ],
)
def test_what_can_be_parted_in_many_ways_is_looked_at_once(pattern, text):
    assert pattern.fullmatch(text) is None


def test_a_part_with_more_relationships_than_a_draft_can_have_is_refused(tmp_path):
    parts = unzip(draft(4))
    name = "word/_rels/document.xml.rels"
    more = b"".join(b'<Relationship Id="q%d" Type="x" Target="y"/>' % n for n in range(10_000))
    parts[name] = parts[name].replace(b"</Relationships>", more + b"</Relationships>")
    path = tmp_path / "draft.docx"
    path.write_bytes(rezip(parts))
    said = drafter_here("check", path)
    assert said.returncode == 3
    assert f"draft.docx: the part {name} has more than 10,000 relationships" in said.stderr.decode()


def test_a_namespace_that_each_paragraph_names_anew_is_none_too_many():
    parts = unzip(draft(4))
    names = (f"n{number}" for number in range(1000))
    parts["word/document.xml"] = re.sub(
        rb"<w:p>",
        lambda _: (
            b'<w:p xmlns:%s="http://schemas.microsoft.com/office/word/2010/wordml">' % next(names).encode()
        ),
        parts["word/document.xml"],
    )
    assert parts["word/document.xml"].count(b"wordml") > 201
    assert read_word(rezip(parts), "f.docx").draft


def test_what_was_typed_thousands_of_times_into_one_paragraph_is_read_in_time(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    (line,) = [one for one in edit.lines("SingleTxt") if "discriminatory" in said(one)]
    line.append(typed_run(" (a)" * 10_000))
    selection = open_selection(room.selection)
    (proposal,) = import_edits(selection, room.save(edit)).proposals
    assert proposal.clause == "af-37b"


def test_a_paragraph_with_thousands_of_faults_of_one_kind_is_checked_in_time():
    text = f"Strengthen the {'[ ' * 20_000}and of others"
    assert {excerpt(text) for _ in range(20_000)} == {"Strengthen the [ [ [ [ [ [ …"}
    # One who is named in both is no other in the place of one.
    many = f"Train lawyers and {'lawyers and ' * 4000}lawyers"
    assert not [*actor_differences(many, ["Train lawyers"])]
    assert subparagraphs_in(f"Strengthen the courts: {'(a) ' * 12_000}") == ()
