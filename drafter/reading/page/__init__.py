"""The page: an HTML file that works from a mail attachment.

Its words, looks and behaviour are in the three files beside this module. Text from documents goes in as JSON
and is shown only as text. The page's policy (Content Security Policy, level 3) lets it run its script and
nothing else, and load nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field, to_builtins

from drafter.files import seal_text
from drafter.model import Matrix, Recommendation
from drafter.reading.answers import Inquiry, Reading


class Text(Struct, frozen=True):
    """A text on the page.

    Attributes:
        name: Its name: "Clause 12", "Africa, para. 60 (b)".
        text: Its words.
        notes: The notes below it.
    """

    name: str
    text: str
    notes: tuple[str, ...] = ()


class Question(Struct, frozen=True):
    """A question about two texts.

    Attributes:
        first: The id of the first thing that it is about.
        second: The id of the second.
        a: The id of the text on the left.
        b: The id of the text on the right.
        score: The likeness of the two texts.
        notes: The notes below both.
    """

    first: str
    second: str
    a: str
    b: str
    score: float = 0.0
    notes: tuple[str, ...] = ()


class Choice(Struct, frozen=True):
    """An answer that a reader can give.

    Attributes:
        value: The answer in the file.
        label: The answer on the page.
        means: Its meaning, in words.
    """

    value: str
    label: str
    means: str


class Group(Struct, frozen=True):
    """The heading above the questions about the same first thing.

    Attributes:
        title: The title, "Clause 12"; may be empty.
        opening: The first words of the thing.
        heading: The heading above it in the document.
        notes: The notes below the title.
    """

    title: str = ""
    opening: str = ""
    heading: str = ""
    notes: tuple[str, ...] = ()


class Page(Struct, frozen=True):
    """A page of questions.

    Attributes:
        inquiry: The kind of question.
        subject: The name of what is read, as the file of answers has it.
        title: The title of the page.
        about: Its question, in a sentence or two.
        legend: The legend of the marks in the texts: words, each with a mark ("ins", "del", "mark") or none.
        command: The command for the file of answers, with "@@" for its name.
        comment: The first line of that file.
        choices: The answers, in the order of their keys.
        texts: Texts by id.
        questions: The questions in the order in which they are shown.
        groups: Groups of questions by the id of the first thing.
        marks_shared: Whether the page marks the words that both texts share; else it marks the differences.
        reasonable: The number of answers after which few pairs remain, if the page chooses the next question
            by the answers so far; 0 if it shows all questions.
        more: The label of a field for another second thing; empty for no field.
        seconds: The ids of all second things, if there is such a field. Their texts have "second:" before the
            id.
    """

    inquiry: Inquiry
    subject: str
    title: str
    about: str
    legend: tuple[tuple[str, str], ...]
    command: str
    comment: str
    choices: tuple[Choice, ...]
    texts: Mapping[str, Text]
    questions: Sequence[Question]
    groups: Mapping[str, Group] = field(default_factory=dict)
    marks_shared: bool = False
    reasonable: int = 0
    more: str = ""
    seconds: Sequence[str] = ()


def write_page(page: Page, readings: Sequence[Reading]) -> bytes:
    """Return the page as HTML.

    Args:
        page: The page.
        readings: A reading to continue; or several readings, which the page shows beside each question.
    """
    continued = readings[0] if len(readings) == 1 else None
    inquiry = page.inquiry
    data = {
        "inquiry": {
            "name": inquiry.name,
            "top": inquiry.top,
            "second": inquiry.second,
            "answer": inquiry.answer,
            "symmetric": inquiry.is_symmetric,
            "signs": inquiry.signs,
            "answers": [to_builtins(choice) for choice in page.choices],
        },
        "subject": page.subject,
        "about": page.about,
        "legend": page.legend,
        "command": page.command,
        "comment": page.comment,
        "marks": "shared" if page.marks_shared else "differences",
        "adaptive": page.reasonable > 0,
        "reasonable": page.reasonable,
        "more": page.more,
        "seconds": page.seconds,
        "second_texts": "second:" if page.more else "",
        "texts": {key: to_builtins(text) for key, text in page.texts.items()},
        "groups": {key: to_builtins(group) for key, group in page.groups.items()},
        "questions": [_question(question) for question in page.questions],
        "by": continued.by if continued else "",
        "answers": _by_first(continued) if continued else {},
        "others": [_other(reading) for reading in readings] if not continued else [],
    }
    # The data must not end its element: "<" could begin "</script>" or "<!--".
    json_text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        json_text = json_text.replace(character, f"\\u{ord(character):04x}")
    parts = {"STYLE": _read("page.css"), "SCRIPT": _read("page.js")}
    parts |= {f"{name}_HASH": _hash(part) for name, part in parts.items()}
    # The data goes in last, so that no words in it are taken for a placeholder.
    parts |= {"TITLE": html.escape(page.title), "DATA": json_text}
    text, *pieces = _read("page.html").split("@@")
    for place, piece in enumerate(pieces):
        text += piece if place % 2 else parts[piece]
    return seal_text(text, ("<!-- ", " -->"))


def name_of(matrix: Matrix, item: Recommendation) -> str:
    """Return a recommendation's name on a page: ``Africa, para. 60 (b)``."""
    names = (matrix.region_by_key[key].name for key in item.regions)
    return f"{', '.join(names)}, {item.citation.printed}"


def _question(question: Question) -> dict[str, object]:
    fields = {"f": question.first, "s": question.second, "a": question.a, "b": question.b}
    notes = {"notes": question.notes} if question.notes else {}
    return {**fields, "score": round(question.score, 3), **notes}


def _by_first(reading: Reading) -> dict[str, list[dict[str, str]]]:
    answers_by_first: dict[str, list[dict[str, str]]] = {}
    for (first, second), answer in reading.answers.items():
        answers_by_first.setdefault(first, []).append({**to_builtins(answer), "second": second})
    return answers_by_first


def _other(reading: Reading) -> dict[str, object]:
    answers = {
        f"{first}\n{second}": {"answer": answer.answer, "note": answer.note}
        for (first, second), answer in reading.answers.items()
    }
    return {"by": reading.name, "answers": answers}


def _read(name: str) -> str:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")  # a checkout on Windows may have them; the page is the same


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
