"""``drafter trace --readings``: how traces agree, where they differ, and the trace that they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.cli import console
from drafter.cli.pages import is_page
from drafter.cli.trace_page import write_for_decider
from drafter.files.writing import never, write_file
from drafter.matrix.loading import OpenMatrix
from drafter.problems import DrafterError, ExitStatus
from drafter.reading.together.names import doubtful_names
from drafter.reading.tracing.adopted import AdoptedText
from drafter.reading.tracing.agreement import ComparedTraces, TraceAgreement, Traced, TraceDifference
from drafter.reading.tracing.decided import decide_trace, decisions_on
from drafter.reading.tracing.reading_file import load_trace_reading
from drafter.reading.tracing.trace_file import TRACE_FILE, dump_trace
from drafter.reading.tracing.traces import Answer, Question, traces_of_one_reader


@dataclass(frozen=True, slots=True)
class Written:
    """What is written, and how.

    Attributes:
        output: The trace to write, or the page on which somebody decides (.html); None to print how the
            readers agree and where they differ.
        blind: Whether the page names no reader.
        in_json: Whether to print JSON.
        overwrite: Whether to replace a file that stands there.
    """

    output: str | None
    blind: bool = False
    in_json: bool = False
    overwrite: bool = False


def trace_together(opened: OpenMatrix, adopted: AdoptedText, files: Sequence[str], options: Written) -> None:
    """Compare traces, and write the trace that they give.

    Args:
        opened: The matrix.
        adopted: The text.
        files: Traces, and decisions about where they differ.
        options: What is written.

    Raises:
        DrafterError: if a file cannot be read, or is no trace of this matrix into this text.
    """
    if options.blind and not (options.output and is_page(options.output)):
        message = "--blind is for the page on which somebody decides"
        raise DrafterError(message, "Name it: -o differences.html.", status=ExitStatus.USAGE)
    compared, decisions = _load(opened, adopted, files)
    output, overwrite = options.output, options.overwrite
    if output and is_page(output):
        write_for_decider(compared, decisions, Path(output), blind=options.blind, overwrite=overwrite)
    elif output:
        _write(compared, decisions, Path(output), opened, overwrite=overwrite)
    elif options.in_json:
        _print_json(compared, decisions)
    else:
        _print(compared, decisions)


def _load(
    opened: OpenMatrix, adopted: AdoptedText, files: Sequence[str]
) -> tuple[ComparedTraces, tuple[Traced, ...]]:
    read = []
    for file in files:
        reading, problems = load_trace_reading(Path(file), opened.matrix, adopted)
        for problem in problems:
            console.message(str(problem))
        read.append(reading)
    traced = [Traced(one, opened.matrix, adopted) for one in traces_of_one_reader(read)]
    console.messages(doubtful_names(one.reader for one in traced))
    for one in traced:
        if one.lapsed:
            answers = console.plural(len(one.lapsed), "answer")
            why = "to texts that have changed since; they count for nothing until asked again"
            console.message(f"{one.reader}: {answers} {why}.")
        for given in one.contradictions:
            console.message(
                f"{one.reader} says that {given} is nowhere, and in a paragraph; that one counts."
            )
    readers = [one for one in traced if not one.decides]
    if not readers:
        message = (
            "--readings takes the trace of one person at least: all that are named decide between others"
        )
        raise DrafterError(message, "Name those between which they decide, too.", status=ExitStatus.USAGE)
    return ComparedTraces(opened.matrix, adopted, readers), tuple(one for one in traced if one.decides)


def _print(compared: ComparedTraces, decisions: Sequence[Traced]) -> None:
    whole = compared.agreement()
    readers, count = compared.readers, len(compared.readers)
    traces = console.plural(count, "trace")
    console.heading(f"{traces} of {compared.matrix.name} into {compared.adopted.name}: {', '.join(readers)}")
    for (one, other), f1 in whole.f1.items():
        console.show(console.wrap(f"{one} and {other}: F1 {_figure(f1)} of the links of both", 2))
    alphas = (
        f"{_figure(whole.alpha_link)} of a link against none, {_figure(whole.alpha)} of full, part and none"
    )
    console.show(console.wrap(f"Krippendorff's alpha: {alphas}", 2))
    differences = compared.differences()
    done = [one for one in differences if _is_decided(decisions, one.question)]
    still_open = [one for one in differences if one not in done]
    console.heading(console.plural(len(still_open), "difference") + " open" * bool(done))
    _print_each(compared, decisions, still_open)
    if done:
        console.heading(f"{console.plural(len(done), 'difference')} decided")
        _print_each(compared, decisions, done)
    console.message(
        "Next: decide the differences: drafter trace TEXT --readings … -o differences.html; or, with what "
        f"was decided among the readings, write the trace: -o {TRACE_FILE}"
        if still_open
        else f"Next: write the trace: drafter trace TEXT --readings … -o {TRACE_FILE}"
    )


def _is_decided(decisions: Sequence[Traced], question: Question) -> bool:
    """Whether somebody has decided, and those who have do not say that it is there and that it is not."""
    said = {one.answer(*question) for one in decisions_on(decisions, question)}
    return bool(said) and (Answer.NOT_HERE not in said or len(said) == 1)


def _print_each(
    compared: ComparedTraces, decisions: Sequence[Traced], differences: Sequence[TraceDifference]
) -> None:
    for difference in differences:
        given, key = difference.question
        console.show("")
        console.recommendation(compared.matrix, given, 2)
        paragraph = compared.adopted.by_key[key]
        console.show(console.wrap(f"{paragraph.printed}: {paragraph.text}", 2, hang=4))
        for reader, answer in difference.answers.items():
            _print_said(reader, answer, difference.stretches.get(reader), difference.notes.get(reader))
        for one in decisions_on(decisions, difference.question):
            own = one.given.get(difference.question)
            who = f"decided by {one.reader}"
            answer = one.answer(*difference.question) or Answer.NOT_HERE
            _print_said(who, answer, own.stretch if own else None, own.note if own else None)


def _print_said(who: str, answer: Answer, stretch: str | None, note: str | None) -> None:
    said = f"{who}: {answer}{f' (“{stretch}”)' if stretch else ''}{f'. {note}' if note else ''}"
    console.show(console.wrap(said, 4, hang=2))


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _print_json(compared: ComparedTraces, decisions: Sequence[Traced]) -> None:
    differences = [
        {
            "recommendation": one.question[0],
            "paragraph": one.question[1],
            "answers": dict(one.answers),
            "stretches": dict(one.stretches),
            "notes": dict(one.notes),
            "decided": {
                each.reader: each.answer(*one.question) for each in decisions_on(decisions, one.question)
            },
            "decision_notes": {
                each.reader: own.note
                for each in decisions_on(decisions, one.question)
                if (own := each.given.get(one.question)) and own.note
            },
        }
        for one in compared.differences()
    ]
    shape = console.as_json(
        readers=list(compared.readers), agreement=_fields(compared.agreement()), differences=differences
    )
    console.show(shape, ends="")


def _fields(one: TraceAgreement) -> dict[str, object]:
    return {
        "f1": [{"readers": list(pair), "links": _rounded(f1)} for pair, f1 in one.f1.items()],
        "links": _rounded(one.links),
        "alpha_link": _rounded(one.alpha_link),
        "alpha": _rounded(one.alpha),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _write(
    compared: ComparedTraces,
    decisions: Sequence[Traced],
    target: Path,
    opened: OpenMatrix,
    *,
    overwrite: bool,
) -> None:
    trace = decide_trace(compared, decisions)
    content = dump_trace(trace, compared.matrix, compared.adopted).encode()
    write_file(target, content, is_untouched=never, overwrite=overwrite)
    kinds = Counter(one.kind for one in trace.links)
    console.message(
        f"Wrote {target}: {console.plural(len(trace.links), 'link')} ({kinds[Answer.FULL]} in full, "
        f"{kinds[Answer.PART]} in part), {len(trace.nowhere)} nowhere; {trace.who_read}"
    )
    if trace.open:
        differences = console.plural(len(trace.open), "difference is", "differences are")
        console.message(f"{differences} not decided, and counted for nothing.")
    if target.resolve() != (opened.path.parent / TRACE_FILE).resolve():
        console.message(f"To ask it, add --trace {console.quoted(target)}, or put it beside the matrix.")
