"""What was found in checked files, in text, in Markdown, as JSON and on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from drafter.check.classes import Summary
from drafter.check.finding import Finding, alike_once, findings_markdown
from drafter.cli import console
from drafter.documents.reports import ReportsSummary
from drafter.draft.formats import escaped
from drafter.problems import Problem, Severity, first_of_each_kind
from drafter.reading.findings import ReviewOutcome

_SHOWN = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: ""}
_MORE = "; --json lists all"


@dataclass(slots=True)
class Checked:
    """What was found in one file; of a Word draft with its figures and what people have signed.

    Attributes:
        reports: Of a matrix file how it stands to the reports beside it; None where no report is named.
    """

    path: Path
    problems: Sequence[Problem]
    summary: Summary | None = None
    review: ReviewOutcome | None = None
    reports: ReportsSummary | None = None


def json_of(checked: Sequence[Checked]) -> str:
    """The problems with their places and texts, and the figures, for programs."""
    drafts = []
    for one in checked:
        if one.summary:
            figures = {"file": str(one.path), **asdict(one.summary), "text": str(one.summary)}
            del figures["is_clean"]
            drafts.append(figures | ({"review": one.review.fields} if one.review else {}))
    reports = [
        {"file": str(one.path), **one.reports.fields, "text": str(one.reports)}
        for one in checked
        if one.reports
    ]
    return console.as_json(
        problems=[_fields(problem) for one in checked for problem in one.problems],
        summary={
            **_counts(checked),
            **({"drafts": drafts} if drafts else {}),
            **({"reports": reports} if reports else {}),
        },
    )


def _fields(problem: Problem) -> dict[str, object]:
    fields = {
        **console.fields_of(problem, "code", "severity", "file"),
        **{name: getattr(problem, name) or None for name in ("line", "column", "stands", "clause")},
        "message": problem.sentence,
        "hint": problem.hint,
    }
    if isinstance(problem, Finding):
        fields |= {
            "stands": problem.where or None,
            "number": problem.number or None,
            "opening": problem.opening or None,
            "paragraph": problem.place if problem.place >= 0 else None,
            "footnotes": problem.notes,
            "sources": problem.sources,
            "texts": [asdict(shown) for shown in problem.texts],
        }
    return fields


def markdown_of(checked: Sequence[Checked]) -> str:
    """A report, file by file, with what reviewers have signed."""
    parts = []
    for one in checked:
        if one.summary:
            findings = [problem for problem in one.problems if isinstance(problem, Finding)]
            parts.append(findings_markdown(str(one.path), one.summary, findings))
        else:
            told = first_of_each_kind(one.problems, _MORE)
            found = [f"- {escaped(str(problem))} (`{problem.code}`)" for problem in told]
            found = found or ["Nothing to find fault with."]
            found += ["", f"{escaped(str(one.reports))}."] if one.reports else []
            parts.append("\n".join([f"# Check of {escaped(str(one.path))}", "", *found]) + "\n")
        if one.review:
            signed = "".join(f"- {escaped(line)}\n" for line in one.review.signed)
            review = f"## Review by {escaped(one.review.file)}\n\n{one.review.summary}.\n"
            parts[-1] += f"\n{review}" + (f"\n{signed}" if signed else "")
    return "\n".join(parts)


def _told(problems: Sequence[Problem]) -> list[Problem]:
    return first_of_each_kind(alike_once(problems), _MORE)


def text_of(checked: Sequence[Checked]) -> str:
    """A line a problem, then what is signed and the figures."""
    lines = [
        str(problem) for one in checked for problem in first_of_each_kind(alike_once(one.problems), _MORE)
    ]
    signed = [one.review.signed for one in checked if one.review and one.review.signed]
    lines += [line for several in signed for line in ("Signed:", *several)]
    return "".join(f"{line}\n" for line in [*lines, summary_of(checked)])


def print_checked(checked: Sequence[Checked]) -> None:
    """Print the problems on a terminal, each with the texts that it is about, and what is signed."""
    for one in checked:
        for problem in _told(one.problems):
            where, severity, rest = str(problem).partition(f"{problem.severity}: ")
            console.show(where, (severity, _SHOWN[problem.severity]), rest)
            for shown in getattr(problem, "texts", ()):
                console.show(console.wrap(f"{shown.title}: {shown.text}", 6, 2))
        if one.review and one.review.signed:
            console.heading("Signed:")
            for line in one.review.signed:
                console.show(console.wrap(line, 2, 2))


def _counts(checked: Sequence[Checked]) -> dict[str, int]:
    """How many problems of each severity."""
    found = Counter(problem.severity for one in checked for problem in one.problems)
    return {f"{severity}s": found[severity] for severity in Severity}


def summary_of(checked: Sequence[Checked]) -> str:
    """The figures of each file, and how many problems of each severity were found in all."""
    counts = _counts(checked)
    figures = ", ".join(console.plural(counts[f"{severity}s"], severity) for severity in Severity)
    return (
        "".join(f"{one.path.name}: {one.summary}.\n" for one in checked if one.summary)
        + "".join(f"{one.review.file}: {one.review.summary}.\n" for one in checked if one.review)
        + "".join(f"{one.path.name}: {one.reports}.\n" for one in checked if one.reports)
        + f"Checked {', '.join(one.path.name for one in checked)}: {figures}{_unjudged(checked)}."
    )


def _unjudged(checked: Sequence[Checked]) -> str:
    """What no number of errors says: how much of it nobody has judged."""
    summaries = [one.summary for one in checked if one.summary]
    words = sum(one.peoples_words for one in summaries)
    running = sum(one.running_words for one in summaries)
    said = [f"{words} of people’s words, judged by nobody"] if words else []
    return "".join(
        f"; {one}" for one in [*said, *([f"running words of people: {running}"] if running else [])]
    )
