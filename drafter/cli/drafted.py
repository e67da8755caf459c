"""What ``drafter draft`` says of a draft that is written: what is in the file, and what to do next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from drafter.cli import console
from drafter.matrix.criteria import Criteria, several_sections
from drafter.matrix.facts import has_facts, wanted_facts
from drafter.model import Kind
from drafter.paper import GUIDANCE_AS_CLAUSES, Alternatives, AnnexSize, Edition

if TYPE_CHECKING:
    from drafter.draft.model import Draft, Options

_MOST_NAMED = 8  # sources in a message
_NEXT = {
    "docx": "Next: open it in Word; {annexes} where each clause comes from.",
    "markdown": "Next: read it, or make it another format with pandoc.",
    "json": "Next: read it with a program.",
    "none": "Next: open it in Word; where each clause comes from, annexes say: without --annexes none.",
    "clean": "Next: paste it into the official template; drafts with notes and annexes: without --clean.",
}


def figures(draft: Draft, options: Options, format_: str) -> str:
    """How much of what is in the file; what is not used is named also where the file does not list it.

    Args:
        draft: The draft.
        options: How it was made.
        format_: "docx", "markdown" or "json"; JSON has guidance and what is not used in any case.
    """
    in_json = format_ == "json"
    said = console.plural(len(draft.clauses), "candidate clause")
    if draft.guidance and (in_json or not options.clean):
        said += f", {console.plural(len(draft.guidance), 'paragraph')} of guidance"
    said += f"; {console.plural(len(draft.not_used), 'recommendation')} not used"
    is_listed = options.edition is Edition.WORKING and _has_annexes(options)
    return said if in_json or is_listed or not draft.not_used else f"{said}, which it does not list"


def next_step(options: Options, format_: str, annexes_to: str | None) -> str:
    """What to do with a draft."""
    if format_ == "docx" and options.clean:
        return _NEXT["clean"]
    if format_ == "docx" and options.annexes is AnnexSize.NONE:
        return _NEXT["none"]
    return _NEXT[format_].format(annexes=f"{annexes_to} says" if annexes_to else "its annexes say")


def blanks(draft: Draft) -> str:
    """What is still to be written in the running words, in one line."""
    listed = ", ".join(f"“{one}”" for one in dict.fromkeys(draft.blanks))
    return f"Still to be written: {listed}.\n" if listed else ""


def of_criteria(draft: Draft, concordance: str, criteria: Criteria) -> str:
    """What criteria took that may be more than was meant: sections of like titles, sources without a fact."""
    return several_sections(draft.matrix, criteria) + _brought_along(draft, concordance, criteria.where)


def _brought_along(draft: Draft, concordance: str, where: Sequence[str]) -> str:
    """Which recommendations stand in a draft beside one that has the facts asked for, and have them not."""
    wanted = wanted_facts(draft.matrix, where)
    texts = (*draft.clauses, *draft.guidance) if wanted else ()
    known = draft.matrix.by_id
    items = (known[source] for clause in texts for source in clause.sources if source in known)
    ids = list(dict.fromkeys(item.id for item in items if not has_facts(item, wanted)))
    if not ids:
        return ""
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return (
        f"Of these, {console.plural(len(ids), 'source')} without {' and '.join(where)}, which {concordance} "
        f"puts together with one that has it: {', '.join(ids[:_MOST_NAMED])}{more}. To part them: "
        "“sources: [-ID]” in a selection.\n"
    )


def without_effect(draft: Draft, given: Collection[str], options: Options, format_: str) -> Iterator[str]:
    """A line for each option that was given and changes nothing in a draft."""
    from drafter.matrix.kinds import load_rules

    for name in ("support", "edition", "annexes") if options.clean else ():
        if name in given:
            yield f"--{name} changes nothing: --clean writes the text alone"
    if "annexes" in given and format_ == "json" and not options.clean and not options.apart:
        yield "--annexes changes nothing: JSON has every source in any case"
    if "since" in given and not (_has_annexes(options) and (format_ != "json" or options.apart)):
        yield "--since changes nothing: the earlier numbers stand in Annex I, which is not written"
    if options.way is not Alternatives.BIS and all(len(clause.alternatives) == 1 for clause in draft.clauses):
        yield f"--alternatives {options.way} changes nothing: no clause has several wordings"
    elif options.way is Alternatives.INLINE and not any(
        clause.printed_as is Alternatives.INLINE for clause in draft.clauses
    ):
        yield "--alternatives inline changes nothing: no wordings are close enough to be read as one text"
    known = draft.matrix.by_id
    sources = (known[source] for clause in draft.clauses for source in clause.sources if source in known)
    if options.guidance == GUIDANCE_AS_CLAUSES and not any(
        load_rules().kind(source) is Kind.GUIDANCE for source in sources
    ):
        yield "--guidance as-clauses changes nothing: no guidance asks for something to be said"


def _has_annexes(options: Options) -> bool:
    return options.annexes is not AnnexSize.NONE and not options.clean
