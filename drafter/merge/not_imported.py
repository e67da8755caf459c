"""What people changed in Word that no selection can say: it is told, kind by kind, and stays in Word.

What “drafter check” finds is taken from there, where no proposal says it. Severity is
another matter here than there: nothing of it is wrong, but whoever drafts again will not see it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.check.draft import open_comments
from drafter.check.finding import Finding, finding
from drafter.check.note_marks import misplaced_marks
from drafter.check.outside import Kind, annex_findings, changed_texts, outside_note_findings, table_findings
from drafter.check.structure import stray_findings
from drafter.check.words import reworded_findings, unreadable_findings
from drafter.merge.theirs import is_bracketed, notice
from drafter.problems import Problem, Severity
from drafter.returned.document import ReadLine, Returned
from drafter.text import excerpt, words_of

_MOST_SHOWN = 5
_FOOTNOTES_ARE_DRAFTERS = (
    "The next draft has the footnote in drafter's words. Keep a remark as a comment in the selection."
)
_HINTS = {
    "unreadable-text": "What is struck through, hidden or white is imported as plain words, what is in a "
    "text box not at all: put it right in Word, and read the file again.",
    "unknown-clause": "Make it a numbered paragraph with a footnote to a paragraph of a report, and read the "
    "file again.",
    "footnote-reworded": _FOOTNOTES_ARE_DRAFTERS,
    "footnote-misplaced": "The next draft has each mark behind the words of its region.",
    "footnote-outside-clauses": "The next draft has footnotes at its clauses only; keep this file.",
    "annex-changed": "Annexes are made anew with each draft. Keep a remark as a comment in the selection.",
}


def not_imported(returned: Returned, said: Sequence[Problem]) -> list[Problem]:
    """Everything that was changed in a returned draft and cannot become a proposal.

    Args:
        returned: The draft as it came back.
        said: What was told already.
    """
    name = returned.document.name
    found = dict.fromkeys(_of_check(returned))
    told = {one.place for one in found if one.place >= 0}
    return [
        *(_as_problem(one, name) for one in sorted(found, key=lambda one: one.place)),
        *_running_text(returned, told, said),
        *_comments(returned),
    ]


def _as_problem(finding: Finding, name: str) -> Problem:
    hint = _HINTS.get(finding.code, finding.hint)
    if finding.code == "unreadable-text" and finding.notes:
        hint = _FOOTNOTES_ARE_DRAFTERS
    message = finding.message
    if finding.code != "unreadable-text":
        message += "; this cannot be imported"
    return replace(finding, severity=Severity.WARNING, message=message, hint=hint, file=name)


def _of_check(returned: Returned) -> Iterator[Finding]:
    yield from unreadable_findings(returned, with_signs=False)  # signs are left out, and that is said
    yield from reworded_findings(returned)
    for line in returned.lines:
        if not line.line.is_copy and not line.rests:
            yield from misplaced_marks(returned, line)
            yield from _names_of_regions(returned, line)
            yield from _brackets(line)
    strays = [one for one in stray_findings(returned) if one.code != "unknown-heading"]
    yield from strays
    annexes = list(annex_findings(returned))
    yield from annexes
    told = {one.place for one in (*strays, *annexes) if one.place >= 0}
    yield from outside_note_findings(returned, told)
    yield from table_findings(returned, told)


def _names_of_regions(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Names of regions after a clause that are not those of its footnotes: drafter prints those."""
    if returned.resolver is None or returned.matrix is None:
        return
    was = " ".join(printed.support for printed in line.printed)
    stands = line.line.support
    if words_of(was) == words_of(stands):
        return
    reports = returned.resolver.reports
    named = reports.regions_named(stands)
    cited = [source for _, source in line.cited]
    if cited != [source for printed in line.printed for source in printed.cited] and named == {
        returned.matrix.by_id[source].region for source in cited
    }:
        return  # the footnotes were changed, and the names with them
    before = reports.regions_named(was)
    names = {
        key: returned.matrix.region_by_key[key].name
        for key in returned.matrix.in_region_order(named | before)
    }
    changes = [
        f"{', '.join(names[key] for key in names if key in keys)} {verb}"
        for keys, verb in ((named - before, "added"), (before - named, "taken out"))
        if keys
    ]
    what = "; ".join(changes) or f"“{excerpt(stands)}”"
    yield finding(line, "support-changed", what=what)


def _brackets(line: ReadLine) -> Iterator[Finding]:
    """Brackets of one wording of several: they stand until one is agreed; guidance has none."""
    clause = line.line.clause
    if clause is None or len(line.printed) != 1:
        return
    was, stands = is_bracketed(line.printed[0].text), is_bracketed(line.line.text)
    is_half = was and (line.line.text.startswith("[") or line.line.text.rstrip(" .;").endswith("]"))
    if was == stands or is_half:  # one of the two, or brackets of some words, are imported as words
        return
    in_clause = [one for one in line.clause.lines if not one.is_copy and one.clause is clause]
    if line.clause.is_guidance:
        pass
    elif len(in_clause) == 1 or (was and not any(is_bracketed(one.text) for one in in_clause)):
        return  # a decision, or told with all the others
    way = f"{'guidance-' if line.clause.is_guidance else ''}{'in' if stands else 'away'}"
    yield finding(line, f"brackets/{way}")


def _running_text(returned: Returned, told: set[int], said: Sequence[Problem]) -> Iterator[Problem]:
    of_headings = [one.message for one in said if one.code == "heading-of-no-theme"]
    for changed in changed_texts(returned, told):
        if changed.kind is Kind.HEADINGS and all(
            any(f"“{text}”" in message for message in of_headings) for text in changed.texts
        ):
            continue
        way = "/box" if changed.kind is Kind.BOX else ""
        yield notice(returned.document.name, f"text-of-the-form{way}", words=changed.in_words)


def _comments(returned: Returned) -> Iterator[Problem]:
    """Comments that people left open, each with its first words."""
    comments = open_comments(returned.document)
    if comments:
        shown = [f"{one.author or 'nobody'}: “{excerpt(one.text)}”" for one in comments[:_MOST_SHOWN]]
        shown += [f"and {len(comments) - _MOST_SHOWN} more"] if len(comments) > _MOST_SHOWN else []
        yield notice(returned.document.name, "open-comments", count=len(comments), shown="; ".join(shown))
