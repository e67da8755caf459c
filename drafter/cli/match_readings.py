"""``drafter match --readings``: how readings agree, where they differ, and the concordance that they give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from drafter.cli import console
from drafter.cli.match_page import write_for_decider
from drafter.cli.pages import is_page
from drafter.files.writing import never, write_file
from drafter.matrix.concordance import EntryStatus
from drafter.matrix.loading import OpenMatrix
from drafter.matrix.similarity import Similarity
from drafter.reading.together.agreement import Agreement, Compared
from drafter.reading.together.deciding import Decided, decide, dump_entries
from drafter.reading.together.judged import Judged
from drafter.reading.together.readings import kind_of_readers, load_reading, of_one_reader

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Readings:
    """Readings and decisions, side by side."""

    compared: Compared
    decisions: tuple[Judged, ...]

    @property
    def readers(self) -> Sequence[str]:
        return self.compared.readers


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
        click.UsageError: if there are fewer than two readings.
    """
    readings = _load(opened, files)
    if output and is_page(output):
        write_for_decider(readings.compared, Path(output), blind=blind, overwrite=overwrite)
    elif output:
        _write_concordance(opened, readings, Path(output), overwrite=overwrite)
    elif in_json:
        _print_json(readings)
    else:
        _print(readings)


def _load(opened: OpenMatrix, files: Sequence[str]) -> _Readings:
    read = []
    for file in files:
        reading, problems = load_reading(Path(file), opened.matrix)
        console.messages(problems)
        read.append(reading)
    judged = [(one.decides, Judged(one, opened.matrix)) for one in of_one_reader(read)]
    readers = [one for decides, one in judged if not decides]
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
    console.heading(console.plural(len(differences), "difference"))
    for difference in differences:
        console.show("")
        for given in difference.pair:
            console.recommendation(compared.matrix, given, 2)
        for reader, answer in difference.answers.items():
            note = difference.notes.get(reader)
            console.show(console.wrap(f"{reader}: {answer}{f'. {note}' if note else ''}", 4, hang=2))
    console.message(
        "Next: decide the differences: drafter match --readings … -o differences.html; or, with what was "
        "decided among the readings, the concordance: -o concordance.yaml"
    )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _alphas(one: Agreement) -> str:
    return f"{_figure(one.alpha_same)} of the same against the rest, {_figure(one.alpha)} of the three grades"


def _print_json(readings: _Readings) -> None:
    compared = readings.compared
    whole = compared.agreement()
    themes = [{"theme": theme, **_fields(compared.agreement(theme))} for theme in compared.themes]
    differences = [
        {"ids": list(one.pair), "answers": dict(one.answers), "notes": dict(one.notes)}
        for one in compared.differences()
    ]
    console.show(
        console.as_json(
            readers=list(readings.readers), agreement=_fields(whole), themes=themes, differences=differences
        ),
        ends="",
    )


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
    decided = decide(readings.compared, readings.decisions, opened.concordance, Similarity(opened.matrix))
    every = (*readings.compared.judged, *readings.decisions)
    kind = kind_of_readers({one.reader: one.readers for one in every})
    text = dump_entries(decided.entries, opened.matrix, kind)
    write_file(target, text.encode(), is_untouched=never, overwrite=overwrite)
    console.message("\n".join(_what_was_written(target, readings, decided)))


def _what_was_written(target: Path, readings: _Readings, decided: Decided) -> Iterator[str]:
    confirmed = [one for one in decided.entries if one.status is EntryStatus.CONFIRMED]
    shared = sum(one.is_shared for one in confirmed)
    near = sum(len(one.near) for one in confirmed)
    who = f"read by {', '.join(readings.readers)}"
    if readings.decisions:
        who += f", decided by {', '.join(one.reader for one in readings.decisions)}"
    entries = console.plural(shared, "entry", "entries")
    yield f"Wrote {target}: {entries} of what is the same, {near} times something near; {who}."
    if decided.open:
        differences = console.plural(len(decided.open), "difference is", "differences are")
        yield f"{differences} not decided: what readers differ on stands in no entry."
    for one, other in decided.against:
        yield f"{one} and {other} stand in one entry through others, but were called not the same."
    yield f"To draft with it, add --concordance {target}, or put it beside the matrix."
