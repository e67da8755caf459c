"""``trace.yaml``, beside the matrix: where each recommendation ended, who read it and who decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from drafter.model import Matrix
from drafter.problems import Problem, Severity, raise_on_errors
from drafter.reading.review import quoted
from drafter.reading.together.readings import in_a_row, kept_list, text_mark
from drafter.reading.tracing.adopted import AdoptedText
from drafter.reading.tracing.decided import Differed, Link, Trace
from drafter.reading.tracing.reading_file import marks_lines, question_lines, refuse_other
from drafter.reading.tracing.traces import LINKS, Answer, Question
from drafter.records.nodes import Problems
from drafter.records.records import Record, choice, list_of, mapping_of, optional, required, text

TRACE_FILE = "trace.yaml"
_Read = TypeVar("_Read", Link, Differed)
_HEADER = (
    "# Where each recommendation ended in the adopted text.",
    "# kind: full (its substance is in the paragraph) or part (some of it; the stretch says which words).",
    "# read-by: who says that it ended there; decided-by: who decided, where readers differed.",
    "# said: who said what, where readers differed. readers: what kind of readers these were.",
    "# nowhere: in no paragraph. not-here: readers differed, and it was decided that it is not there.",
    "# open: readers differ, and nobody has decided; it counts for nothing.",
)
_SAID = mapping_of(choice("answer", {str(one): one for one in (*LINKS, Answer.NOT_HERE)}), None, "an answer")
_LINK = Record(
    "a link",
    Link,
    recommendation=required(text),
    paragraph=required(text),
    kind=required(choice("kind", {str(one): one for one in LINKS})),
    stretch=optional(text, ""),
    note=optional(text, ""),
    read_by=optional(list_of(text, "a reader"), (), key="read-by"),
    decided_by=optional(list_of(text, "a reader"), (), key="decided-by"),
    said=optional(_SAID, {}),
    texts=optional(list_of(text, "the fingerprint of a text"), ()),
)
_DIFFERED = Record(
    "a difference",
    Differed,
    recommendation=required(text),
    paragraph=required(text),
    note=optional(text, ""),
    decided_by=optional(list_of(text, "a reader"), (), key="decided-by"),
    said=optional(_SAID, {}),
    texts=optional(list_of(text, "the fingerprint of a text"), ()),
)
_TRACE = Record(
    "a trace",
    Trace,
    matrix=required(text, called="the matrix's name"),
    text=required(text, called="the adopted text's name"),
    read_by=optional(list_of(text, "a reader"), (), key="read-by"),
    decided_by=optional(list_of(text, "a reader"), (), key="decided-by"),
    readers=optional(text, "", called="what kind of readers"),
    agreed=optional(text),
    links=optional(kept_list(_LINK, "a link"), ()),
    nowhere=optional(mapping_of(text, None, "the fingerprint of a text"), {}),
    nowhere_by=optional(
        mapping_of(list_of(text, "a reader"), None, "who read it"), {}, key="nowhere-read-by"
    ),
    not_here=optional(kept_list(_DIFFERED, "a difference"), (), key="not-here"),
    open=optional(kept_list(_DIFFERED, "an open question"), ()),
    paragraphs=optional(mapping_of(text, None, "the fingerprint of a paragraph"), {}),
)


def load_trace(path: Path, matrix: Matrix, adopted: AdoptedText) -> tuple[Trace, tuple[Problem, ...]]:
    """Read a trace that was decided.

    A link whose texts have changed since is left out, and told: it must be read again. So is a recommendation
    that ended nowhere, where its text has changed.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: if it is no trace, or is of another matrix or text.
    """
    made, problems = _TRACE.load(path)
    ids = [one.recommendation for one in made.links] + [*made.nowhere]
    refuse_other(made, ids, problems, matrix, adopted)
    agreed = _share(str(made.agreed)) if made.agreed is not None else None
    if made.agreed is not None and agreed is None:
        at = problems.node_of(made, "agreed")
        problems.add(
            "bad-share",
            at,
            f"“{made.agreed}” is no share of the links",
            "Write a number from 0 to 1: 0.9.",
        )
    raise_on_errors(problems.in_order())
    at_mark = {mark: key for key, mark in adopted.marks.items()}
    marks = {item.id: text_mark(item.text) for item in matrix.recommendations}
    links: dict[Question, Link] = {}
    for one in made.links:
        used = _moved(one, adopted, at_mark)
        why = _why_not(used, marks, adopted)
        if not why and used.question in links:
            why = f"{used.recommendation} and paragraph {used.paragraph} stand here twice"
            _warn(problems, "answered-twice", one, why, "The first counts.")
        elif why:
            _warn(problems, "read-again", one, why, "It counts for nothing until it is read again.")
        else:
            links[used.question] = used
    nowhere = {given: mark for given, mark in made.nowhere.items() if marks.get(given) == mark}
    for given in made.nowhere.keys() - nowhere.keys():
        message = f"{given}, which ended nowhere, has changed since, or is gone"
        where = problems.node_of(made, "nowhere")
        problems.add("read-again", where, message, "Read it again.", Severity.WARNING)
    not_here, still_open = (
        tuple(here for one in some if not _why_not(here := _moved(one, adopted, at_mark), marks, adopted))
        for some in (made.not_here, made.open)
    )
    kept = replace(made, agreed=agreed, links=tuple(links.values()), nowhere=nowhere)
    return replace(kept, not_here=not_here, open=still_open), problems.in_order()


def _moved(one: _Read, adopted: AdoptedText, at_mark: Mapping[str, str]) -> _Read:
    """With the number that its paragraph has by now."""
    if len(one.texts) > 1 and adopted.marks.get(one.paragraph) != one.texts[1]:
        return replace(one, paragraph=at_mark.get(one.texts[1], one.paragraph))
    return one


def _warn(problems: Problems, code: str, at: object, message: str, hint: str) -> None:
    problems.add(code, problems.node_of(at), message, hint, Severity.WARNING)


def _share(written: str) -> float | None:
    try:
        value = float(written)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _why_not(one: Link | Differed, marks: Mapping[str, str], adopted: AdoptedText) -> str:
    """Why a link does not count; empty where it does."""
    if one.recommendation not in marks:
        return f"the matrix has no recommendation “{one.recommendation}” (any more)"
    if one.paragraph not in adopted.by_key:
        return f"{adopted.name} has no paragraph “{one.paragraph}” (any more)"
    if one.texts and one.texts[0] != marks[one.recommendation]:
        return f"the text of {one.recommendation} has changed since"
    if len(one.texts) > 1 and one.texts[1] != adopted.marks[one.paragraph]:
        return f"paragraph {one.paragraph} has changed since {one.recommendation} was found in it"
    return ""


def dump_trace(trace: Trace, matrix: Matrix, adopted: AdoptedText) -> str:
    """The text of the file; the same trace gives the same text."""
    return "\n".join(_lines(trace, matrix, adopted)) + "\n"


def _lines(trace: Trace, matrix: Matrix, adopted: AdoptedText) -> Iterator[str]:
    yield from _HEADER
    yield f"matrix: {quoted(trace.matrix)}"
    yield f"text: {quoted(trace.text)}"
    yield f"read-by: {in_a_row(trace.read_by)}"
    if trace.decided_by:
        yield f"decided-by: {in_a_row(trace.decided_by)}"
    if trace.readers:
        yield f"readers: {quoted(trace.readers)}"
    if trace.agreed is not None:
        yield f"agreed: {trace.agreed:.4f}  # on which share of the links the readers agreed"
    yield "links:" if trace.links else "links: []"
    for one in trace.links:
        yield from question_lines(one.recommendation, one.paragraph, matrix, adopted)
        yield f"    kind: {quoted(one.kind)}"
        if one.stretch:
            yield f"    stretch: {quoted(one.stretch)}"
        yield from _lines_of_readers(one, one.read_by)
    yield from _lines_of_nowhere(trace)
    for key, differences in (("not-here", trace.not_here), ("open", trace.open)):
        if differences:
            yield f"{key}:"
        for question in differences:
            yield from question_lines(question.recommendation, question.paragraph, matrix, adopted)
            yield from _lines_of_readers(question)
    yield from marks_lines(trace.paragraphs)


def _lines_of_nowhere(trace: Trace) -> Iterator[str]:
    yield "nowhere:" if trace.nowhere else "nowhere: {}"
    for given, mark in trace.nowhere.items():
        yield f"  {quoted(given)}: {quoted(mark)}"
    if trace.nowhere_by:
        yield "nowhere-read-by:"
        for given, names in trace.nowhere_by.items():
            yield f"  {quoted(given)}: {in_a_row(names)}"


def _lines_of_readers(one: Link | Differed, read_by: Sequence[str] | None = None) -> Iterator[str]:
    if one.note:
        yield f"    note: {quoted(one.note)}"
    if read_by is not None:
        yield f"    read-by: {in_a_row(read_by)}"
    if one.decided_by:
        yield f"    decided-by: {in_a_row(one.decided_by)}"
    if one.said:
        said = ", ".join(f"{quoted(reader)}: {quoted(answer)}" for reader, answer in one.said.items())
        yield f"    said: {{{said}}}"
    if one.texts:
        yield f"    texts: {in_a_row(one.texts)}"
