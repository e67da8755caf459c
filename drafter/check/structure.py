"""Faults of the whole: clauses missing, twice, put together, split, moved, or not drafter's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from drafter.check.basis import Basis, ReadLine
from drafter.check.finding import Finding, ShownText
from drafter.draft.model import Clause, Draft
from drafter.problems import Severity
from drafter.returned.clauses import ReturnedClause
from drafter.returned.headings import outline_of
from drafter.returned.printed_lines import LineKey
from drafter.text import excerpt, repetition

Path = tuple[str, str, str]


def structure_findings(basis: Basis) -> Iterator[Finding]:
    """Every fault of the clauses as a whole."""
    yield from _copies(basis)
    yield from _merged_and_split(basis)
    yield from _unknown(basis)
    draft = basis.document.draft
    if draft:
        yield from _missing(basis, draft)
        yield from _moved(basis, draft)


def _copies(basis: Basis) -> Iterator[Finding]:
    """One finding a clause that stands twice, however many wordings it has."""
    for clause in basis.clauses:
        every = basis.lines_of(clause)
        own = [line for line in every if line.line.is_copy]
        is_whole = bool(own) and len(own) == len(every)
        for line in own[:1] if is_whole else own:
            other = _holder(basis, line)
            number = f"clause {other.line.label}" if other and other.line.label else "another clause"
            yield line.finding(
                "duplicated-clause",
                Severity.ERROR,
                f"it says the same as {number}",
                "Take one of the two out.",
                notes=[number for one in (own if is_whole else [line]) for number in one.numbers],
                texts=[ShownText("Here", line.text), *([ShownText("There", other.text)] if other else [])],
            )


def _holder(basis: Basis, copy: ReadLine) -> ReadLine | None:
    return next(
        (
            line
            for line in basis.lines
            if not line.line.is_copy
            and line.line.clause is copy.line.clause
            and line.line.version == copy.line.version
        ),
        None,
    )


def _merged_and_split(basis: Basis) -> Iterator[Finding]:
    for line in basis.lines:
        if line.line.is_copy:
            continue
        for key in line.line.merged:
            name = _name_of(basis, key)
            yield line.finding(
                "merged-clauses",
                Severity.WARNING,
                f"{name} was put together with it",
                "Part them again, or say in the selection that they are one clause.",
                notes=line.numbers,
            )
        if line.rests:
            where = ", ".join(rest.label or "a paragraph without a number" for rest in line.rests)
            yield line.finding(
                "split-clause",
                Severity.WARNING,
                f"it was split: the rest of it stands in {where}",
                "Join the parts, or say in the selection that they are clauses of their own; each needs its "
                "footnotes.",
                notes=line.numbers,
            )


def _name_of(basis: Basis, key: LineKey) -> str:
    draft = basis.document.draft
    printed = draft.by_id[key[0]] if draft else None
    text = printed.lines[key[1]].text if printed else key[0]
    what = "another wording" if key[1] else "the clause"
    return f"{what} “{excerpt(text)}”"


def _unknown(basis: Basis) -> Iterator[Finding]:
    """Clauses that drafter did not make."""
    if basis.document.draft is None:
        return
    for line in basis.lines:
        if line.line.clause is not None:
            continue
        if line.notes or basis.is_clean:
            message, severity = "drafter did not make it", Severity.WARNING
            hint = "Check its footnotes against the reports; to keep it, add it to the selection."
        else:
            message, severity = "drafter did not make it, and it has no footnote", Severity.ERROR
            hint = "Say in a footnote where it comes from, or take it out."
        yield line.finding("unknown-clause", severity, message, hint, notes=line.numbers)


def _missing(basis: Basis, draft: Draft) -> Iterator[Finding]:
    """Clauses and wordings that were drafted and do not stand in the document."""
    there: set[LineKey] = set()
    stands_at: dict[str, ReadLine] = {}
    for line in basis.lines:
        if line.line.clause and not line.line.is_copy:
            own = ((line.line.clause.id, line.line.version), *line.line.merged)
            there.update(own)
            for clause_id, _ in own:
                stands_at.setdefault(clause_id, line)
    before = -1
    for clause in draft.printed:
        gone = [place for place in range(len(clause.lines)) if (clause.id, place) not in there]
        if len(gone) == len(clause.lines):
            yield Finding(
                "missing-clause",
                Severity.ERROR,
                f"the clause “{excerpt(clause.lines[0].text)}”, drafted as {clause.label}, is gone",
                "Put it back, or take it out of the selection, with a reason.",
                clause=clause.id,
                place=before,
                sources=clause.sources,
                texts=(ShownText("As drafted", clause.lines[0].text),),
            )
            continue
        stands = stands_at[clause.id]
        before = stands.line.paragraph.place
        for place in gone:
            name = f"{clause.label} {repetition(place)}" if place else clause.label
            yield stands.finding(
                "missing-version",
                Severity.ERROR,
                f"its wording “{excerpt(clause.lines[place].text)}”, drafted as {name}, is gone",
                "Put it back, unless one wording has been agreed; then note that in the selection.",
                sources=clause.lines[place].sources,
                texts=[ShownText("As drafted", clause.lines[place].text)],
            )


# Headings


def _moved(basis: Basis, draft: Draft) -> Iterator[Finding]:
    """Clauses under other headings than those that they were drafted under.

    A heading that somebody reworded is still the heading of the clauses below it; one that is gone is one
    fault, not one for each clause.
    """
    standing = [(clause, printed) for clause in basis.clauses if (printed := original_of(clause))]
    drafted = {printed.headings for printed in draft.printed}
    present = {heading.path for heading in outline_of(basis.document)}
    means = heading_meanings(standing, drafted)
    known = present | set(means.values())
    gone: dict[tuple[Path, Path], list[ReturnedClause]] = defaultdict(list)
    for clause, printed in standing:
        now = means[clause.heading_places]
        if now == printed.headings:
            continue
        if printed.headings not in known and now in drafted:
            gone[(printed.headings, now)].append(clause)
        else:
            yield _moved_one(basis, clause, printed)
    for (was, now), clauses in gone.items():
        numbers = ", ".join(clause.label for clause in clauses)
        first = basis.lines_of(clauses[0])[0]
        yield first.finding(
            "heading-gone",
            Severity.WARNING,
            f"its heading “{_last(was)}” is gone, so that it stands under “{_last(now)}”"
            + (f"; so do the others of clauses {numbers}" if len(clauses) > 1 else ""),
            "Put the heading back, or move the clause where it belongs.",
        )


def original_of(clause: ReturnedClause) -> Clause | None:
    """What drafter had printed, for a clause that stands with its first wording and is no copy."""
    first = clause.lines[0]
    return clause.printed if not first.is_copy and not first.is_rest else None


def heading_meanings(
    standing: Sequence[tuple[ReturnedClause, Clause]], drafted: set[Path]
) -> dict[tuple[int, int, int], Path]:
    """Which drafted headings the headings of the document are: by their words, else by most clauses below.

    Args:
        standing: The clauses that stand with their first wording, each with what drafter had printed.
        drafted: The headings that clauses were drafted under.

    Returns:
        The places of headings → the drafted ones.
    """
    below: dict[tuple[int, int, int], Counter[Path]] = defaultdict(Counter)
    texts: dict[tuple[int, int, int], Path] = {}
    for clause, printed in standing:
        below[clause.heading_places][printed.headings] += 1
        texts[clause.heading_places] = clause.headings
    return {
        places: text if text in drafted else below[places].most_common(1)[0][0]
        for places, text in texts.items()
    }


def _moved_one(basis: Basis, clause: ReturnedClause, printed: Clause) -> Finding:
    first = basis.lines_of(clause)[0]
    return first.finding(
        "moved-clause",
        Severity.WARNING,
        f"it stands under “{_last(clause.headings) or 'no heading'}”; it was drafted under "
        f"“{_last(printed.headings) or 'no heading'}”",
        "Move it back, or move it in the selection.",
    )


def _last(path: Path) -> str:
    return next((heading for heading in reversed(path) if heading), "")
