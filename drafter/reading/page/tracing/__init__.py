"""The pages on which people trace: where each recommendation ended, and what counts where readers differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from drafter.model import Matrix
from drafter.reading.page.kit import JUDGING, JUDGING_STYLES, assemble
from drafter.reading.page.kit.blind import readers_in_order
from drafter.reading.page.kit.of_matrix import of_matrix
from drafter.reading.together.readings import opening_of
from drafter.reading.tracing.adopted import AdoptedParagraph, AdoptedText
from drafter.reading.tracing.agreement import ComparedTraces, Traced
from drafter.reading.tracing.decided import decisions_on
from drafter.reading.tracing.proposals import WORTH, Proposals
from drafter.reading.tracing.reading_file import HEADER

_PRECISION = 10_000
_SCRIPTS = ("tracing/proposed.js", "tracing/trace_file.js", "tracing/links.js", *JUDGING, "tracing/common.js")
_STYLES = (*JUDGING_STYLES, "tracing/tracing.css")


def write_trace_page(proposals: Proposals) -> str:
    """The page on which a person reads where each recommendation ended, as HTML.

    Args:
        proposals: Of the matrix and the text; they order what is shown.
    """
    matrix, adopted = proposals.similarity.matrix, proposals.adopted
    data = _data(matrix, adopted) | proposed(proposals)
    scripts = (
        *_SCRIPTS,
        "tracing/filter.js",
        "tracing/asking.js",
        "kit/searching.js",
        "tracing/question.js",
        "tracing/outline.js",
        "tracing/trace.js",
    )
    return assemble("tracing/trace.html", _STYLES, scripts, matrix.name, data, matrix.title)


def proposed(proposals: Proposals) -> dict[str, object]:
    """What the page's order of paragraphs and recommendations is made of."""
    places = range(len(proposals.adopted.paragraphs))
    numbers = range(len(proposals.similarity.ids))
    return {
        "words": [
            [round(scores.get(place, 0.0) * _PRECISION) for place in places]
            for scores in map(proposals.by_words, numbers)
        ],
        "teachers": [
            [(other, round(words, 4), round(ends, 4)) for other, words, ends in proposals.teachers(number)]
            for number in numbers
        ],
        "worth": dict(WORTH),
    }


def write_trace_deciding_page(
    compared: ComparedTraces, decisions: Sequence[Traced] = (), *, blind: bool = False
) -> str:
    """The page for the person who decides where traces differ, one difference after the other, as HTML.

    Args:
        compared: The traces.
        decisions: What people have decided already; the page starts with it.
        blind: Whether readers are shown as numbers; the file that is saved names them all the same.
    """
    matrix, adopted = compared.matrix, compared.adopted
    number = {item.id: place for place, item in enumerate(matrix.recommendations)}
    data = _data(matrix, adopted) | {
        "readers": compared.readers,
        "blind": blind,
        "differences": [
            {
                "pair": [number[one.question[0]], adopted.order[one.question[1]]],
                "answers": [one.answers.get(reader, "") for reader in order],
                "stretches": [one.stretches.get(reader, "") for reader in order],
                "notes": [one.notes.get(reader, "") for reader in order],
                "decided": [
                    {"by": by, "answer": answer, "note": given.note if given else ""}
                    for by, each in enumerate(decisions)
                    if each in decisions_on(decisions, one.question)
                    and (answer := each.answer(*one.question))
                    for given in (each.given.get(one.question),)
                ],
            }
            for one in compared.differences()
            for order in (readers_in_order(compared.readers, one.question, blind=blind),)
        ],
        "deciders": [
            {"reader": one.reader, "answers": [*map(asdict, one.given.values())]} for one in decisions
        ],
    }
    scripts = (*_SCRIPTS, "tracing/deciding.js", "kit/deciding_kept.js", "kit/deciding.js")
    return assemble("tracing/deciding.html", _STYLES, scripts, matrix.name, data, matrix.title)


def _data(matrix: Matrix, adopted: AdoptedText) -> dict[str, object]:
    """What both pages know of a matrix and a text."""
    return of_matrix(matrix, adopted.name) | {
        "header": HEADER,
        "text": adopted.name,
        "paragraphs": [_paragraph(one, adopted) for one in adopted.paragraphs],
    }


def _paragraph(one: AdoptedParagraph, adopted: AdoptedText) -> dict[str, object]:
    return {
        "id": one.key,
        "name": one.printed[0].upper() + one.printed[1:],
        "headings": one.headings,
        "text": one.text,
        "mark": adopted.marks[one.key],
        "opening": opening_of(one.text),
    }
