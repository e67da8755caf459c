"""Footnotes that a delegation corrected behind words that it did not touch: they stay as they were.

Whoever's words they are, the matrix's, the desk's or another delegation's, they say what they stand on. Words
under a footnote that somebody would have are no wording that anybody proposes, and the words of what that
footnote cites are none either. What the delegation wants is kept as its remark.
"""

from __future__ import annotations

from dataclasses import replace

from drafter.merge.proposals import Proposal
from drafter.merge.proposing.struck import remark
from drafter.merge.sides.rewords import gone_since
from drafter.merge.sides.their_clauses import TheirLine
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.sides.views import View
from drafter.merge.signature import bare, signature_of
from drafter.merge.telling import told
from drafter.text.words import excerpt


def notes_kept(by: str, plain: View, merge: ThreeWay) -> list[Proposal]:
    """Put footnotes back as they stand without a delegation's changes, where it left the words alone.

    Behind words without a name a footnote that only goes is no remark here: a proposal of sources says it.

    Args:
        by: The delegation.
        plain: The draft with every tracked change rejected.
        merge: The draft with those of the delegation accepted; its lines are changed.

    Returns:
        What it changed there, as its remarks.
    """
    before = {
        (clause.id, line.by, line.text): line.sources
        for clause in plain.merge.clauses
        for line in clause.lines
        if line.by != (by,)
    }
    found = []
    for clause in merge.theirs.clauses:
        for place, line in enumerate(clause.lines):
            was = before.get((clause.id, line.by, line.text), line.sources)
            if {*was} == {*line.sources} or (not line.by and {*line.sources} < {*was}):
                continue
            clause.lines[place] = replace(line, sources=was)
            found.append(remark(clause.id, note_said(by, was, line), (by,), clause.printed_label))
    return found


def without_notes_of_gone(merge: ThreeWay, plain: View | None) -> None:
    """Put footnotes back that nobody by name put behind somebody's words which the selection has no more.

    These words come home with nobody's footnote; without them the words of what it cites would be printed.

    Args:
        merge: The draft; its lines are changed, and it is told where there is no ``plain``.
        plain: The draft with every tracked change rejected, where it is not that.
    """
    now = {one.place: one.marks for one in merge.theirs.returned.document.paragraphs}
    before = now if plain is None else {place: one.marks for place, one in plain.paragraphs.items()}
    for clause in merge.theirs.clauses:
        entry, drafted = merge.block_of(clause.id), merge.drafted.get(clause.id)
        has = merge.selection.sources.get(clause.id, ())
        for at, (line, place) in enumerate(zip(clause.lines, clause.places, strict=True)):
            come = [one for one in line.sources if line.printed and one not in line.printed.sources]
            is_its = now.get(place) != before.get(place)
            is_same = line.printed is not None and line.text == signature_of(line.printed)[0]
            if (
                entry
                and come
                and line.by
                and is_same
                and not is_its
                and gone_since([line], entry, has, drafted)
            ):
                kept = tuple(one for one in line.sources if one not in come)
                clause.lines[at] = replace(line, sources=kept)
                if plain is None:
                    sources = " and ".join(come)
                    merge.note("footnote-of-gone", clause, sources=sources, words=excerpt(line.text))


def note_said(by: str, was: tuple[str, ...], line: TheirLine) -> str:
    """What a delegation would have behind words, in the place of what.

    Args:
        by: The delegation.
        was: What was cited behind them.
        line: They, with what the delegation would have.
    """
    gone = " and ".join(one for one in was if one not in line.sources)
    come = " and ".join(one for one in line.sources if one not in was)
    key = "others-note" if line.by else "text-note"
    way = "" if gone and come else "/gone" if gone else "/more"
    others = " and ".join(line.by)
    return told(f"{key}{way}", by=by, gone=gone, come=come, others=others, words=line.text)


def notes_wished_gone(by: str, merge: ThreeWay) -> list[Proposal]:
    """Footnotes that a delegation struck and that stay, since nothing else stands behind the words there.

    Args:
        by: The delegation.
        merge: The draft with its changes accepted.

    Returns:
        What it wishes, as its remarks.
    """
    found = []
    for line, gone in merge.theirs.unfooted:
        if line.clause:
            said = told("text-note/gone", by=by, gone=" and ".join(gone), words=bare(line.text))
            label = merge.theirs.by_id[line.clause.id].printed_label
            found.append(remark(line.clause.id, said, (by,), label))
    return found
