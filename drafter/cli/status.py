"""Where the paragraphs of a selection stand in the negotiation, shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from drafter.cli import console
from drafter.decisions import Status, StatusChange, Withdrawn
from drafter.draft.blocks import Paragraph
from drafter.draft.clause import Clause
from drafter.draft.standing import (
    Tally,
    Wants,
    brackets_of,
    by_heading,
    is_heading,
    named,
    negotiated,
    open_points,
    wants_of,
    withdrawn_counts,
)
from drafter.drafting import compose_selection
from drafter.selection.history_told import history_problems
from drafter.selection.loading import open_selection
from drafter.selection.remarks import remarks_in
from drafter.text.italics import unmarked
from drafter.text.words import excerpt, shortened


@click.command("status", short_help="Show where the text stands: agreed, open, with brackets.")
@click.argument("selection", metavar="[SELECTION]", default="selection.yaml", type=click.Path())
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
def command(selection: str, *, in_json: bool) -> None:
    """Show where the text of a selection stands: what is agreed, what is open, who has brackets.

    Without SELECTION it is selection.yaml in this folder. What stands there is said with
    drafter select selection.yaml --status STATUS ID …

    \b
    Examples:
      drafter status
      drafter status round-3.yaml --json
    """
    opened = open_selection(Path(selection))
    console.messages(history_problems(opened.path))
    draft = compose_selection(opened)
    clauses = negotiated(draft.clauses)
    texts = [one for one in draft.texts if one.brackets]
    # A joined clause is out, and its wishes go with the one that says it all.
    out = [one for one in opened.file.clauses if one.is_out and one.id not in opened.file.joined_with]
    tally, wants = Tally.of(clauses, texts), wants_of(clauses, texts, out)
    standing = _Standing(clauses, texts, tally, wants, opened.file.withdrawn, remarks_in(opened))
    if in_json:
        console.show(standing.as_json(), ends="")
        return
    for line in standing.lines():
        console.show(line)
    console.message(standing.summary(opened.path.name))


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a text stands, to be shown."""

    clauses: Sequence[Clause]
    texts: Sequence[Paragraph]
    tally: Tally
    wants: Sequence[Wants]
    withdrawn: Sequence[Withdrawn]
    remarks: Mapping[str, Sequence[str]]

    @property
    def _by_heading(self) -> list[tuple[str, tuple[Clause, ...]]]:
        of_themes: dict[str, str] = {}

        def heading(one: Clause) -> str:
            every = [title for title in one.headings if title]
            if not every:
                return "" if one.number else "preamble"
            if is_heading(every[-1]):
                return of_themes.setdefault(one.theme, every[-1]) and every[-1]
            # A heading that somebody proposes is none yet: it stands in the place of the theme’s.
            standing = (title for title in reversed(every) if is_heading(title))
            of_theme = of_themes.get(one.theme, "") if one.theme else ""
            return of_theme or one.heading or next(standing, every[-1])

        return by_heading(self.clauses, heading)

    def lines(self) -> Iterator[str]:
        """It by heading, by name, and what was changed since it was agreed."""
        rows = [(title or "no heading", _said_of(Tally.of(own))) for title, own in self._by_heading]
        if self.texts:
            rows.append(("words around the paragraphs", _said_of(Tally.of((), self.texts))))
        longest = min(max((len(title) for title, _ in rows), default=0), console.width() // 2)
        for title, said in rows:
            yield f"{shortened(title, longest):{longest}}  {said}"
        numbers = {clause.id: named(clause) for clause in self.clauses}
        silent = [Wants(one) for one in self.remarks if one not in {own.name for own in self.wants}]
        for one in sorted((*self.wants, *silent), key=lambda one: one.name.casefold()):
            remarks = [numbers.get(clause, clause) for clause in self.remarks.get(one.name, ())]
            parts = (
                (one.brackets, console.plural(len(one.brackets), "bracket")),
                (one.reservations, console.plural(len(one.reservations), "reservation")),
                (one.proposals, console.plural(len(one.proposals), "proposal")),
                (one.wishes, f"{console.plural(len(one.wishes), 'wish', 'wishes')} about a whole paragraph"),
                (one.wished, f"{console.plural(len(one.wished), 'wish', 'wishes')} about a single wording"),
                (
                    one.unprinted,
                    f"{console.plural(len(one.unprinted), 'wish', 'wishes')} about words that stand no more",
                ),
                (one.reserved_out, f"{console.plural(len(one.reserved_out), 'reservation')} to what is out"),
                (one.out, f"{console.plural(len(one.out), 'wish', 'wishes')} about a paragraph that is out"),
                (one.named, f"named in {console.plural(len(one.named), 'bracket')} of what others propose"),
                (remarks, f"{console.plural(len(remarks), 'remark')} in the selection"),
            )
            said = "; ".join(f"{how_many} ({_listed(where)})" for where, how_many in parts if where)
            yield console.wrap(f"{one.name}: {said}", 0, 2)
        for clause in self.clauses:
            if clause.was_agreed:
                agreed = clause.was_agreed.in_words
                said = f"{named(clause)} was {agreed}; {clause.since_agreed}: {clause.id}"
                yield console.wrap(said, 0, 2)
            elif clause.stands and clause.stands.is_agreed and (points := open_points(clause)):
                said = f"{named(clause)} is {clause.stands.in_words}, and yet {points}: {clause.id}"
                yield console.wrap(said, 0, 2)
        for gone in self.withdrawn:
            yield console.wrap(_withdrawn_in_words(gone, self._beside(gone)), 0, 2)

    def _beside(self, gone: Withdrawn) -> list[str]:
        """The other wordings of the clause of one that was withdrawn: those that stand, and what went."""
        stand = [one.text for clause in self.clauses if clause.id == gone.clause for one in clause.variants]
        went = [unmarked(one.wording)[0] for one in self.withdrawn if one.clause == gone.clause]
        return [*stand, *went]

    def summary(self, name: str) -> str:
        """It in a line."""
        tally, said = self.tally, f"{name}: {console.plural(len(self.clauses), 'paragraph')}: "
        said += ", ".join(_by_status(self.tally))
        for what, is_taken_out in (("withdrawn", False), ("taken out", True)):
            gone = [one for one in self.withdrawn if one.is_taken_out is is_taken_out]
            paragraphs, wordings = withdrawn_counts(gone)
            said += f"; {paragraphs} {what}" if paragraphs else ""
            said += f"; {console.plural(wordings, 'wording')} {what}" if wordings else ""
        names = sum(len(one.of) for one in self.withdrawn if one.still_of)
        said += f"; {console.plural(names, 'name')} taken off what others propose" if names else ""
        said += f". {tally.several} with several wordings" if tally.several else ""
        where = console.plural(tally.bracketed, "paragraph")
        brackets = console.plural(tally.brackets, "bracket") if tally.brackets else "No brackets"
        whole = f"{console.plural(tally.whole, 'paragraph')} in brackets as a whole"
        said += f". {brackets} within {where}" if tally.brackets else "" if tally.whole else f". {brackets}"
        return f"{said}. {whole}." if tally.whole else f"{said}."

    def as_json(self) -> str:
        """It for programs."""
        paragraphs, wordings = withdrawn_counts(self.withdrawn)
        return console.as_json(
            summary={**asdict(self.tally), "withdrawn": paragraphs, "withdrawn_wordings": wordings},
            withdrawn=[
                {
                    "id": one.clause,
                    "wording": one.wording,
                    "of": one.of,
                    "sources": one.sources,
                    "is_whole": one.is_whole,
                    "is_above": one.is_above,
                    "is_taken_out": one.is_taken_out,
                    "reason": one.reason,
                    "still_of": one.still_of,
                    **_fields(one.status),
                }
                for one in self.withdrawn
            ],
            headings=[{"heading": title, **asdict(Tally.of(own))} for title, own in self._by_heading],
            delegations=[asdict(one) for one in self.wants],
            remarks=self.remarks,
            clauses=[
                {
                    "id": one.id,
                    "number": one.label,
                    "status": one.status,
                    **_fields(None if one.was_agreed else one.stands),
                    "changed_since_agreed": one.was_agreed is not None and not one.has_agreed_words,
                    "proposed_since_agreed": one.was_agreed is not None and one.has_agreed_words,
                    "was_agreed": one.was_agreed.in_words if one.was_agreed else None,
                    "yet_open": open_points(one) if one.stands and one.stands.is_agreed else "",
                    "brackets": len(brackets_of(one)),
                    "wordings": len(one.alternatives),
                }
                for one in self.clauses
            ],
        )


def _withdrawn_in_words(gone: Withdrawn, beside: Iterable[str]) -> str:
    """What was withdrawn, by whom, where and when: “withdrawn by Chile: a wording of legal-aid “Fund …””."""
    words = unmarked(" ".join(gone.wording.split()))[0]
    said = (
        f" “{excerpt(words, beside)}”" if words else f" ({', '.join(gone.sources)})" if gone.sources else ""
    )
    what = "above " if gone.is_above else "" if gone.is_whole else "a wording of "
    whose = f" ({', '.join(gone.of)})" if gone.is_taken_out and gone.of else ""
    if gone.still_of:
        propose = "proposes" if len(gone.still_of) == 1 else "propose"
        name = "its name" if len(gone.of) == 1 else "their names"
        what, whose = f"{name} behind {what}", f", which {' and '.join(gone.still_of)} still {propose}"
    return f"{gone.in_words}: {what}{gone.clause}{said}{whose}"


def _fields(stands: StatusChange | None) -> dict[str, object]:
    """When, where and by whom a status was said."""
    said = stands or StatusChange(Status.OPEN)
    return {"on": said.on or None, "at": said.at or None, "by": said.by}


def _said_of(tally: Tally) -> str:
    """A tally in words; what there is none of is not said."""
    said = _by_status(tally)
    said += [f"{tally.several} with several wordings"] if tally.several else []
    said += [console.plural(tally.brackets, "bracket")] if tally.brackets else []
    return ", ".join(said)


def _by_status(tally: Tally) -> list[str]:
    counts = (
        (tally.agreed, "agreed"),
        (tally.ad_referendum, "agreed ad referendum"),
        (tally.reserved, "reserved"),
        (tally.open, "open"),
    )
    return [f"{count} {what}" for count, what in counts if count]


def _listed(labels: Sequence[str]) -> str:
    """Numbers of paragraphs, each once: “12, 14 × 2”."""
    counts = {label: labels.count(label) for label in labels}
    return ", ".join(f"{label} × {count}" if count > 1 else label for label, count in counts.items())
