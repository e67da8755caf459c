"""What of a returned draft no selection can say: told, kind by kind, it stays in Word.

Where “drafter check” finds it, it is taken from there. Severity is another matter here than there: nothing of
it is wrong, but whoever drafts again will not see it again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from drafter.brackets import named_in_groups, sponsors_behind
from drafter.check.annexes import annex_findings
from drafter.check.draft import open_comments
from drafter.check.everything.tables import table_findings
from drafter.check.everything.texts import Kind
from drafter.check.finding import Finding, finding
from drafter.check.footnote_words import reworded_findings
from drafter.check.harmless import as_read
from drafter.check.note_marks import misplaced_marks, outside_findings
from drafter.check.places import with_places
from drafter.check.structure import stray_findings
from drafter.check.unreadable import unreadable_findings
from drafter.check.words import names_of_regions, regions_of, some_of
from drafter.decisions import SelectionEntry, Status
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reader import WordDocument
from drafter.draft.blocks import Contents
from drafter.merge.sides.running import RunningText
from drafter.merge.sides.their_clauses import name_of
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.sides.typed_status import Statuses
from drafter.merge.telling import apart, notice
from drafter.problems import Problem, Severity
from drafter.returned.document import ReadLine, Returned
from drafter.text.own_brackets import HELD_ANY
from drafter.text.similarity import words_of
from drafter.text.words import excerpt

_WAYS: Mapping[str, str] = {Kind.BOX: "/box", Kind.HEADINGS: "/headings", Kind.TITLE: "/title"}
# “(Norway: delete)”, “Whole paragraph: (Norway: delete) (Chile: retain)”
_ARE_MORE = re.compile(rf"(?:[^()\[\]:]+:\s*)?(?:\({HELD_ANY}+: {HELD_ANY}+\)\s*)+")
_LAST_GROUP = re.compile(rf"\({HELD_ANY}+\)(?=\s*$)")
_SQUARE = re.compile(r"\[[^\[\]]*\]\s*")
_MOST_SHOWN = 5  # open comments
_FEWEST_WORDS = 2  # of what somebody types among the contents


def not_imported(returned: Returned, running: RunningText) -> Iterator[Problem]:
    """What of a returned draft cannot become a proposal.

    Args:
        returned: The draft.
        running: The running words in it, which come home.
    """
    name = returned.document.name
    found = with_places(returned, dict.fromkeys(_of_check(returned, running)))
    for one in sorted(found, key=lambda one: one.place):
        way = "footnote" if one.code == "unreadable-text" and one.notes else "stays"
        said = _by_the_paper(one, returned).sentence
        yield notice(name, f"{one.code}/{way}", clause=one.clause, said=said, hint=one.hint)
    for changed in running.changed({one.place for one in found if one.place >= 0}):
        yield notice(name, f"text-of-the-form{_WAYS.get(changed.kind, '')}", words=changed.in_words)
    yield from _typed_in_contents(returned)


def _typed_in_contents(returned: Returned) -> Iterator[Problem]:
    """Lines among the contents that name nothing which stands or was printed: somebody typed them there."""
    document, draft = returned.document, returned.document.draft
    every = (block for block in draft.blocks if isinstance(block, Contents)) if draft else ()
    entries = [entry.text for block in every for entry in block.entries]
    if not entries or draft is None:
        return
    stands = [one.text for one in document.paragraphs if one.role is not ParagraphRole.CONTENTS]
    known = {as_read(one) for one in (*entries, *stands, *(one.words for one in draft.texts))}
    for one in document.paragraphs:
        text = as_read(f"{one.number} {one.text}".strip())
        is_typed = one.role is ParagraphRole.CONTENTS and len(words_of(text)) >= _FEWEST_WORDS
        if is_typed and not any(name and text.startswith(name) for name in known):
            yield notice(document.name, "typed-in-contents", words=excerpt(one.text))


def _by_the_paper(one: Finding, returned: Returned) -> Finding:
    """A finding with the number that its paragraph has in the paper that everybody has."""
    for group in returned.clauses:
        rest = one.number.removeprefix(group.label)
        if group.printed and group.id == one.clause and group.label and f"{group.label}{rest}" == one.number:
            return replace(one, number=f"{group.printed.label}{rest}")
    return one


def status_notices(merge: ThreeWay) -> Iterator[Problem]:
    """That people reworded or struck a status that was printed, with what is to be said of the selection."""
    returned, statuses, file = merge.theirs.returned, merge.theirs.typed.statuses, merge.selection.file.name
    for line in returned.lines:
        clause = line.line.clause
        if line.line.is_copy or len(line.printed) != 1 or clause is None:
            continue
        was = line.printed[0].status
        now = next(filter(None, (one.status for one in (line.line, *line.rests))), "")
        if not was or was == now or _says_so(statuses, now, merge.entries.get(clause.id)):
            continue
        do = "; and: ".join(f"drafter select {file} {one}" for one in statuses.changes(was, now, clause.id))
        key = f"status-changed{'' if now else '/gone'}{'' if do else '/other'}"
        facts = {
            "name": name_of(line.line),
            "was": was,
            "now": now,
            "do": do,
            "selection": file,
        }
        yield notice(returned.document.name, key, clause=clause.id, **facts)


def _says_so(statuses: Statuses, now: str, entry: SelectionEntry | None) -> bool:
    """Whether the selection says by now that a paragraph stands as it does in a draft."""
    stands, after = entry.stands if entry else None, statuses.read(now)
    if after is None:
        return not now and (stands is None or stands.status is Status.OPEN)
    return stands is not None and (stands.status, {*stands.by}) == (after.status, {*after.by} or {*stands.by})


def comments_elsewhere(document: WordDocument, at_clauses: Collection[str]) -> Iterator[Problem]:
    """Comments that stay in Word, since they are at no clause."""
    if comments := [one for one in open_comments(document) if one.id not in at_clauses]:
        said = [f"{one.author or 'nobody'}: “{excerpt(one.text)}”" for one in comments]
        shown = some_of(said, _MOST_SHOWN, "; ")
        yield notice(document.name, "open-comments", count=len(said), shown=shown)


def _of_check(returned: Returned, running: RunningText) -> Iterator[Finding]:
    yield from unreadable_findings(returned, with_signs=False)  # signs are left out, and that is said
    yield from reworded_findings(returned)
    for line in returned.lines:
        if not line.line.is_copy and not line.rests:
            yield from misplaced_marks(returned, line)
            said = list(_wishes_behind(line))
            yield from said or _names_of_regions(returned, line)
    others = [*stray_findings(returned), *annex_findings(returned)]
    # Headings are told with all other running words; what comes home as such is no clause.
    others = [
        one
        for one in others
        if one.code != "unknown-heading"
        and not (one.code == "unknown-clause" and one.place in running.home.keys() | running.blocks)
    ]
    yield from others
    places = {one.place for one in others if one.place >= 0}
    yield from (one for one in outside_findings(returned) if one.place not in places)
    of_tables = table_findings(returned, others)
    yield from (one for one in of_tables if one.severity is not Severity.NOTE)


def _wishes_behind(line: ReadLine) -> Iterator[Finding]:
    """Who would have all of a clause otherwise, where what was printed behind it does not stand there so."""
    clause, printed = line.line.clause, line.line.printed
    # Where somebody types, the style by which it is known may go.
    typed = _LAST_GROUP.search(line.line.text)
    behind = " ".join(f"{line.line.behind} {typed[0] if typed else ''}".split())
    if clause is None or printed is None or not printed.wishes or printed.wishes in behind:
        return
    entry = clause.entry
    named = [name for wish in entry.all_wishes for name in wish.by] if entry else []
    named += [name for wish in entry.wished for name in wish.by] if entry else []
    were = named_in_groups(printed.wishes, named)
    by = dict.fromkeys(name for name in named if name in were)
    # Behind a status, or words that they propose, the same are named.
    behind = _SQUARE.sub("", behind).replace(line.line.sponsors, "").strip()
    stand = named_in_groups(behind, named)
    if gone := [name for name in by if name not in stand]:
        yield finding(line, "wishes-behind/gone", names=apart(gone), by=", ".join(gone), id=clause.id)
    elif ": " not in behind.replace(printed.wishes.strip("()"), ""):  # who wants something else comes home
        yield finding(line, "wishes-behind", was=printed.wishes, now=behind)


def _names_of_regions(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Names of regions after a clause that are not those of its footnotes: drafter prints those."""
    was = " ".join(printed.support for printed in line.printed).strip()
    stands = line.line.support
    # Behind a new wording stand those who propose it; names where none of regions were printed are told.
    is_sponsored = not (line.printed and was) and sponsors_behind(stands)[1]
    if words_of(was) == words_of(stands) or is_sponsored or _ARE_MORE.fullmatch(stands.strip()):
        return
    resolver = returned.resolver
    named, before = resolver.regions_named(stands), resolver.regions_named(was)
    if not named and not was:  # delegations' names, or whatever was typed there
        yield finding(line, "support-changed/no-region", words=excerpt(stands))
        return
    cited = [source for _, source in line.cited]
    printed = [source for printed in line.printed for source in printed.cited]
    if cited != printed and named == regions_of(returned, cited):
        return  # the footnotes were changed, and the names with them
    changes = [
        f"{', '.join(names_of_regions(returned, keys))} {verb}"
        for keys, verb in ((named - before, "added"), (before - named, "taken out"))
        if keys
    ]
    yield finding(line, "support-changed", what="; ".join(changes) or f"“{excerpt(stands)}”")
