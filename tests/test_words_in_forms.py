"""Every word that is printed stands in a form: one whose words are all accented prints no English word."""

from __future__ import annotations

import re
import string
import unicodedata
from pathlib import Path

import pytest
import yaml
from lxml import etree
from word_reading import rezip, unzip, w

from drafter.matrix.loading import find_matrix, open_matrix
from tools import drafter_here

# Each letter with the first accent that Unicode has on it; Q has none.
_ACCENTS = "\u0301\u0302\u0307\u0308\u0323\u030c\u0327\u0331"
_ACCENTED = {
    letter: next(one for mark in _ACCENTS if len(one := unicodedata.normalize("NFC", letter + mark)) == 1)
    for letter in string.ascii_letters.replace("q", "").replace("Q", "")
} | {"q": "ɋ", "Q": "Ɋ"}
_TABLE = str.maketrans(_ACCENTED)
# What is no word of a language: Latin numbering, the letter of guidance and those of lists.
_NO_WORDS = re.compile(r"\b(?:bis|ter|quater|quinquies|sexies|septies|octies|[A-Za-z])\b")
_CLAUSE_STYLES = ("SingleTxt", "AltTxt", "GuidanceTxt", "LetteredTxt", "LetteredAltTxt")


def accented(text: str) -> str:
    return text.translate(_TABLE)


def accented_template(text: str) -> str:
    """A template: what stands outside its tags, and the texts inside them that are printed."""
    parts = re.split(r"(\{[{%#].*?[}%#]\})", text, flags=re.DOTALL)
    for place, part in enumerate(parts):
        inside = re.sub(r'(?<!== )"([^"]*)"', lambda found: f'"{accented(found[1])}"', part)
        parts[place] = inside if place % 2 else accented(part)
    return "".join(parts)


def accented_phrase(text: str) -> str:
    """A phrase: all but the names of facts."""
    parts = re.split(r"(\{[a-z_]+[:}])", text)
    return "".join(part if place % 2 else accented(part) for place, part in enumerate(parts))


def in_lines(path: Path, pattern: str, change) -> None:
    """Change what a pattern's last group finds in each line of a file."""
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, lambda found: found[1] + change(found[2]), text, flags=re.MULTILINE)
    path.write_text(changed, encoding="utf-8")


@pytest.fixture(scope="module", params=["kyoto", "doha"])
def form(request, tmp_path_factory) -> Path:
    """A copy of a form, every letter of its words with an accent."""
    folder = tmp_path_factory.mktemp("words") / "accented"
    assert drafter_here("form", "copy", request.param, folder).returncode == 0
    for path in folder.glob("*.j2"):
        path.write_text(accented_template(path.read_text(encoding="utf-8")), encoding="utf-8")
    in_lines(folder / "phrases.yaml", r"^(  [a-z-]+: )(.*)$", accented_phrase)
    in_lines(folder / "outline.yaml", r"^( +print: )(?!none)(.*)$", accented)
    parts = unzip((folder / "word.docx").read_bytes())
    for name in ("word/header1.xml", "word/footer1.xml"):
        pattern = r"(<w:t(?: [^>]*)?>)([^<]*)"
        parts[name] = re.sub(pattern, lambda f: f[1] + accented(f[2]), parts[name].decode()).encode()
    (folder / "word.docx").write_bytes(rezip(parts))
    return folder


@pytest.fixture(scope="module")
def own_texts() -> list[str]:
    """What the matrix itself says, from the longest."""
    opened = open_matrix("kyoto-2021")
    matrix = opened.matrix
    about = yaml.safe_load(find_matrix("kyoto-2021").with_name("about.yaml").read_text(encoding="utf-8"))
    said = {matrix.title, matrix.name, *_strings(about)}
    for item in (*matrix.sections, *matrix.themes):
        said.add(item.title)
    for item in matrix.recommendations:
        said |= {*item.wordings, item.remark or ""} | {one.says for one in item.noticed}
    for entry in opened.concordance.entries:
        said |= set(re.split(r"[a-z]+-\d+[a-z]?", entry.note))
    for region in matrix.regions:
        said |= {region.name, region.meeting, region.place, region.dates, region.symbol}
    return sorted((" ".join(text.split()) for text in said if text), key=len, reverse=True)


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in _strings(one)]
    return [str(value)]


def english_in(text: str, own: list[str]) -> str:
    """What is left of a text without what the matrix says, what is quoted of it, and numbering."""
    text = " ".join(text.split())
    for one in own:
        text = text.replace(one, " ")
    text = re.sub("“[^“”]*”|“.*”", " ", text)
    return " ".join(re.findall(r"[A-Za-z]{2,}", _NO_WORDS.sub(" ", text)))


def paragraphs_in(content: bytes) -> list[str]:
    """Every paragraph of a Word file but the words of clauses, which are the matrix's."""
    found = []
    for name, part in unzip(content).items():
        if re.fullmatch(r"word/(document|footnotes|comments|header\d|footer\d)\.xml", name):
            for paragraph in etree.fromstring(part).iter(w("p")):
                style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
                is_clause = style is not None and style.get(w("val")) in _CLAUSE_STYLES
                is_chapeau = is_clause and _ACCENTED["W"] in "".join(paragraph.itertext(w("t")))
                if not is_clause or is_chapeau:
                    found.append("".join(paragraph.itertext(w("t"), w("delText"))))
    return found


def drafted(form: Path, *options: str) -> bytes:
    run = drafter_here("draft", "--form", form, "--support", *options, "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


@pytest.mark.parametrize("alternatives", ["bis", "inline", "lead"])
def test_a_word_file_has_no_english_word_but_the_matrixs_own(form, own_texts, alternatives):
    word = drafted(form, "--alternatives", alternatives, "--format", "docx")

    assert {text: found for text in paragraphs_in(word) if (found := english_in(text, own_texts))} == {}


def test_markdown_has_no_english_word_but_the_matrixs_own(form, own_texts):
    text = re.sub(r"\\([\\`*_\[\]<>|#])", r"\1", drafted(form, "--format", "markdown").decode())
    lines = [
        line for line in text.splitlines() if not re.match(r"(?:\d+|G\.\d+)(?: [()\w]+)*\\?\. |<!--", line)
    ]

    assert len(lines) > 500
    cells = [cell for line in lines for cell in line.split(" | ")]
    assert {cell: found for cell in cells if (found := english_in(cell, own_texts))} == {}


def test_a_redline_has_no_english_word_but_the_matrixs_own(form, own_texts, tmp_path):
    for name, regions in (("old", "4"), ("new", "3")):
        word = drafted(form, "--min-regions", regions, "--format", "docx")
        (tmp_path / f"{name}.docx").write_bytes(word)
    path = tmp_path / "redline.docx"
    run = drafter_here("compare", tmp_path / "old.docx", tmp_path / "new.docx", "-o", path)
    assert run.returncode in (0, 1), run.stderr.decode()

    paragraphs = paragraphs_in(path.read_bytes())
    assert {text: found for text in paragraphs if (found := english_in(text, own_texts))} == {}


def test_an_unknown_phrase_and_an_unknown_name_in_one_are_told_with_their_place(tmp_path):
    folder = tmp_path / "house"
    assert drafter_here("form", "copy", "kyoto", folder).returncode == 0
    path = folder / "phrases.yaml"
    path.write_text("phrases:\n  note: Remarque {nota}\n  nothing: Rien\n", encoding="utf-8")
    shown = drafter_here("form", "check", folder).stdout.decode()

    assert f"{path}:2:9: error: unknown name “nota”" in shown
    assert f"{path}:3:3: error: unknown key “nothing”" in shown


def test_a_form_has_the_plurals_of_its_language(tmp_path):
    folder = tmp_path / "house"
    assert drafter_here("form", "copy", "kyoto", folder).returncode == 0
    (folder / "phrases.yaml").write_text(
        'plural: "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"\n'
        "phrases:\n  min-regions: "
        "w co najmniej {minimum} {minimum:regionie|regionach|regionów}\n",
        encoding="utf-8",
    )
    (folder / "how_made.j2").write_text(
        '# {{ criteria }}\n\n{{ plural(22, "a", "b", "c") }}', encoding="utf-8"
    )

    assert b"w co najmniej 5 region\xc3\xb3w\n\nb\n" in drafted(
        folder, "--min-regions", "5", "--format", "markdown"
    )
