"""``drafter match --readings``: how readings agree, where they differ, and the concordance that they give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click
import yaml

from drafter.cli import console
from drafter.cli.match_page import write_for_decider
from drafter.cli.pages import is_page
from drafter.files.writing import never, write_file
from drafter.matrix.concordance import Concordance
from drafter.matrix.loading import OpenMatrix
from drafter.matrix.similarity import Similarity
from drafter.problems import ContentError
from drafter.reading.together.agreement import Agreement, Compared, Difference
from drafter.reading.together.deciding import dump_entries, entries_of
from drafter.reading.together.judged import Judged, pair_of
from drafter.reading.together.names import doubtful_names
from drafter.reading.together.readings import kind_of_readers, load_reading, of_one_reader
from drafter.reading.together.settled import Settled
from drafter.records.nodes import compose

_FEWEST = 2


@dataclass(frozen=True)
class _Readings:
    """Readings and decisions, side by side."""

    compared: Compared
    decisions: tuple[Judged, ...]

    @property
    def readers(self) -> Sequence[str]:
        return self.compared.readers

    @cached_property
    def settled(self) -> Settled:
        return Settled(self.compared, self.decisions)


def read_together(
    opened: OpenMatrix,
    files: Sequence[str],
    output: str | None,
    *,
    in_json: bool,
    blind: bool,
    overwrite: bool,
) -> None:
    """Compare readings, and write the concordance that they give.

    Args:
        opened: The matrix, and the concordance so far.
        files: Readings, and decisions about where they differ.
        output: The concordance to write, or the page on which somebody decides (.html); None to print how
            they agree and where they differ.
        in_json: Whether to print JSON.
        blind: Whether the page names no reader.
        overwrite: Whether to replace a file that stands there.

    Raises:
        DrafterError: if a file cannot be read, or is no reading of this matrix.
        click.UsageError: if there are fewer than two readings, or no page to name no reader on.
    """
    if blind and not (output and is_page(output)):
        raise click.UsageError("--blind is for the page on which somebody decides: -o differences.html")
    readings = _load(opened, files)
    if output and is_page(output):
        page = Path(output)
        write_for_decider(readings.settled, page, blind=blind, overwrite=overwrite)
    elif output:
        _write_concordance(opened, readings, Path(output), overwrite=overwrite)
    elif in_json:
        _print_json(readings)
    else:
        _print(readings)


def _is_matrix(file: Path) -> bool:
    """Whether a YAML file is a matrix."""
    root, _ = compose(file)
    return isinstance(root, yaml.MappingNode) and any(key.value == "recommendations" for key, _ in root.value)


def _load(opened: OpenMatrix, files: Sequence[str]) -> _Readings:
    read = []
    for file in files:
        try:
            reading, problems = load_reading(Path(file), opened.matrix)
        except ContentError as error:
            if not _is_matrix(Path(file)):
                raise
            hint = f"With --readings the matrix is named by --matrix: --matrix {console.quoted(file)}"
            raise click.UsageError(f"{file} is a matrix, and no reading. {hint}") from error
        console.messages(problems)
        read.append(reading)
    judged = [(one.decides, Judged(one, opened.matrix)) for one in of_one_reader(read)]
    readers = [one for decides, one in judged if not decides]
    console.messages(doubtful_names(one.reader for _, one in judged))
    if len(readers) < _FEWEST:
        several = len(read) > len(judged)
        who = f"{readers[0].reader} alone made several of these files; " if readers and several else ""
        raise click.UsageError(f"{who}--readings takes the readings of two people at least: a.yaml b.yaml")
    for _, one in judged:
        if one.lapsed:
            answers = console.plural(len(one.lapsed), "answer")
            why = "to texts that have changed since; they count for nothing until asked again"
            console.message(f"{one.reader}: {answers} {why}.")
        for found in one.contradictions():
            console.message(
                f"{one.reader} contradicts what was answered before: {' = '.join(found.through)}, but "
                f"{found.pair[0]} and {found.pair[1]} are “{found.answer}”."
            )
    return _Readings(Compared(opened.matrix, readers), tuple(one for decides, one in judged if decides))


# Printed


def _print(readings: _Readings) -> None:
    compared = readings.compared
    whole = compared.agreement()
    differences = compared.differences()
    console.heading(
        f"{len(readings.readers)} readings of {compared.matrix.name}: {', '.join(readings.readers)}"
    )
    for (one, other), f1 in whole.f1.items():
        console.show(console.wrap(f"{one} and {other}: F1 {_figure(f1)} of what both call the same", 2))
    pairs = f"{whole.pairs:,} pairs"
    if whole.graded < whole.pairs:
        pairs += f", {whole.graded:,} of them in three grades: else not all looked for what is near"
    console.show(console.wrap(f"Krippendorff's alpha: {_alphas(whole)}; {pairs}", 2))
    console.heading("By theme")
    for theme in compared.themes:
        own = sum(compared.is_under(one.pair, theme) for one in differences)
        figures = f"alpha {_alphas(compared.agreement(theme))}; {console.plural(own, 'difference')}"
        heading = compared.matrix.theme_by_id[theme].heading or theme
        console.show(console.wrap(f"{heading}: {figures}", 2, hang=2))
    _print_differences(readings)
    console.message(
        "Next: decide the differences: drafter match --readings … -o differences.html; or, with what was "
        "decided among the readings, the concordance: -o concordance.yaml"
        if readings.settled.open
        else "Next: the concordance: drafter match --readings … -o concordance.yaml"
    )


def _print_differences(readings: _Readings) -> None:
    """What is open, and then what was decided, with who decided it and why."""
    settled = readings.settled
    done = [one for one in settled.differences if one not in settled.open]
    console.heading(
        f"{console.plural(len(settled.open), 'difference')}{' open' * bool(done)}{_to_answer(settled)}"
    )
    _print_each(readings, settled.open)
    if done:
        console.heading(f"{console.plural(len(done), 'difference')} decided")
        _print_each(readings, done)


def _to_answer(settled: Settled) -> str:
    """How many of the open differences must be answered, where it is fewer."""
    return f", about {settled.questions} to answer" if settled.questions < len(settled.open) else ""


def _print_each(readings: _Readings, differences: Sequence[Difference]) -> None:
    settled = readings.settled
    for difference in differences:
        console.show("")
        for given in difference.pair:
            console.recommendation(readings.compared.matrix, given, 2)
        decision = settled.decided.get(pair_of(*difference.pair))
        for reader, answer in difference.answers.items():
            _print_said(reader, answer, difference.notes.get(reader))
        for reader, answer in decision.by.items() if decision else ():
            _print_said(f"decided by {reader}", answer, decision.notes.get(reader) if decision else None)
        counts_as = settled.follows(difference.pair)
        if difference not in settled.open and not (decision and decision.answer is counts_as):
            _print_said("follows from what was decided", counts_as)


def _print_said(who: str, answer: str, note: str | None = None) -> None:
    console.show(console.wrap(f"{who}: {answer}{f'. {note}' if note else ''}", 4, hang=2))


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _alphas(one: Agreement) -> str:
    return f"{_figure(one.alpha_same)} of the same against the rest, {_figure(one.alpha)} of the three grades"


def _print_json(readings: _Readings) -> None:
    compared = readings.compared
    whole = compared.agreement()
    themes = [{"theme": theme, **_fields(compared.agreement(theme))} for theme in compared.themes]
    differences = [
        {
            "ids": list(one.pair),
            "answers": dict(one.answers),
            "notes": dict(one.notes),
            **_decided_fields(readings.settled, one),
        }
        for one in compared.differences()
    ]
    console.show(
        console.as_json(
            readers=list(readings.readers), agreement=_fields(whole), themes=themes, differences=differences
        ),
        ends="",
    )


def _decided_fields(settled: Settled, one: Difference) -> dict[str, object]:
    """What counts of a difference, null where it is open; and who decided it, and why."""
    decision = settled.decided.get(pair_of(*one.pair))
    return {
        "counts_as": None if one in settled.open else settled.follows(one.pair),
        "decided": dict(decision.by) if decision else {},
        "decision_notes": dict(decision.notes) if decision else {},
    }


def _fields(one: Agreement) -> dict[str, object]:
    return {
        "pairs": one.pairs,
        "graded_pairs": one.graded,
        "f1": [{"readers": list(pair), "same": _rounded(f1)} for pair, f1 in one.f1.items()],
        "alpha_same": _rounded(one.alpha_same),
        "alpha": _rounded(one.alpha),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


# Written


def _write_concordance(opened: OpenMatrix, readings: _Readings, target: Path, *, overwrite: bool) -> None:
    settled = readings.settled
    entries = entries_of(settled, opened.concordance, Similarity(opened.matrix))
    judged = readings.compared.judged
    kind = kind_of_readers({one.reader: one.readers for one in (*judged, *readings.decisions)})
    read = {given for one in judged for given in one.read_for_same}
    text = dump_entries(entries, opened.matrix, kind, read)
    write_file(target, text.encode(), is_untouched=never, overwrite=overwrite)
    made = Concordance(target.name, entries, kind, frozenset(read))
    console.message("\n".join(_what_was_written(target, readings, made)))


def _what_was_written(target: Path, readings: _Readings, made: Concordance) -> Iterator[str]:
    settled = readings.settled
    shared = sum(one.is_shared for one in made.confirmed)
    near = sum(len(one.near) for one in made.confirmed)
    who = f"read by {', '.join(readings.readers)}"
    if readings.decisions:
        who += f", decided by {', '.join(one.reader for one in readings.decisions)}"
    counted = console.plural(shared, "entry", "entries")
    yield f"Wrote {target}: {counted} of what is the same, {near} times something near; {who}."
    unread = sum(not made.is_read(given) for given in readings.compared.matrix.by_id)
    if unread:
        recommendations = console.plural(unread, "recommendation was", "recommendations were")
        yield f"{recommendations} gone through by nobody: who else says the same nobody can tell."
    if settled.open:
        differences = console.plural(len(settled.open), "difference is", "differences are")
        yield f"{differences} not decided: what readers differ on stands in no entry."
    for one, other in settled.against:
        yield f"{one} and {other} stand in one entry through others, but were called not the same."
    for overruled in settled.overruled:
        called, near_ones = (" and ".join(pair) for pair in (overruled.pair, overruled.near))
        yield f"{called} were called neither, but count as near: {near_ones} are near."
    if settled.overruled:
        yield "What is near to one of several that are the same is near to all: change one of the decisions."
    yield f"To draft with it, add --concordance {target}, or put it beside the matrix."
