"""What a check of a returned draft found: as text, as Markdown, and as comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.check.draft import CheckedDraft
from drafter.check.finding import Finding, ShownText
from drafter.problems import Problem, Severity

_NAMES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}
_LONGEST_TEXT = 1200


def findings_markdown(file: str, checked: CheckedDraft) -> str:
    """A report that can be pasted into an e-mail or a ticket.

    Args:
        file: The file as the user named it.
        checked: The draft and what was found.
    """
    return "\n\n".join(_markdown(file, checked)) + "\n"


def _markdown(file: str, checked: CheckedDraft) -> Iterator[str]:
    yield f"# Check of {_plain(file)}"
    yield f"{checked.summary}."
    for severity in Severity:
        own = [one for one in checked.findings if one.severity is severity]
        if own:
            yield f"## {_NAMES[severity]} ({len(own)})"
            yield from (_markdown_item(one) for one in own)
    if not checked.findings:
        yield "Nothing to find fault with."


def _markdown_item(finding: Finding) -> str:
    where = finding.where
    head = f"**{_plain(where[0].upper() + where[1:])}**: " if where else ""
    lines = [f"- {head}{_plain(finding.message)} (`{finding.code}`)"]
    if finding.hint:
        lines.append(f"  {_plain(finding.hint)}")
    lines += [f"  > {_plain(shown.title)}: {_plain(shown.text)}\n" for shown in finding.texts]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """A text with nothing in it that Markdown would take for a mark."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def review_markdown(file: str, summary: str, signed: Sequence[str]) -> str:
    """What a review says beside the findings: in figures, and what is signed.

    Args:
        file: The review's file.
        summary: In figures.
        signed: What is signed, a line a clause.
    """
    lines = [f"## Review by {_plain(file)}", f"{summary}.", "\n".join(f"- {_plain(line)}" for line in signed)]
    return "\n" + "\n\n".join(filter(None, lines)) + "\n"


def comment_paragraphs(finding: Finding) -> tuple[str, ...]:
    """What a comment at the fault says."""
    message = finding.message[0].upper() + finding.message[1:]
    return (
        f"{str(finding.severity).capitalize()}: {message}.",
        *([finding.hint] if finding.hint else []),
        *(f"{shown.title}: {_short(shown)}" for shown in finding.texts if shown.title != "The clause"),
    )


def _short(shown: ShownText) -> str:
    return (
        shown.text
        if len(shown.text) <= _LONGEST_TEXT
        else shown.text[:_LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
    )


def finding_fields(finding: Finding) -> dict[str, object]:
    """What ``check --json`` adds to a problem for a fault of a Word draft."""
    return {
        "number": finding.number or None,
        "opening": finding.opening or None,
        "paragraph": finding.place if finding.place >= 0 else None,
        "footnotes": list(finding.notes),
        "sources": list(finding.sources),
        "texts": [{"title": shown.title, "text": shown.text} for shown in finding.texts],
    }


def summary_fields(file: str, checked: CheckedDraft) -> dict[str, object]:
    """The check of one draft in figures."""
    summary = checked.summary
    return {
        "file": file,
        "clauses": summary.clauses,
        "guidance": summary.guidance,
        "footnotes": summary.footnotes,
        "verified": summary.verified,
        "to_look_at": summary.to_look_at,
        "wrong": summary.wrong,
        "lost": summary.lost,
        "text": str(summary),
    }


def problems_markdown(file: str, problems: Sequence[Problem]) -> str:
    """Likewise for a file that is no draft.

    Args:
        file: The file as the user named it.
        problems: What was found.
    """
    lines = [f"# Check of {_plain(file)}", ""]
    lines += [f"- {_plain(str(problem))} (`{problem.code}`)" for problem in problems]
    return "\n".join(lines if problems else [*lines, "Nothing to find fault with."]) + "\n"
