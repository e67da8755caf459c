"""What people withdrew or took out, as rows of an annex; where a source stands; whose own words are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from drafter.brackets import Wish, all_proposed
from drafter.decisions import Withdrawn
from drafter.draft.blocks import CellParagraph, GroupHeading, Quotation, Row
from drafter.matrix.criteria import in_words
from drafter.matrix.selecting import why_gone
from drafter.model import Matrix
from drafter.phrases import Phrases
from drafter.sign_off import is_quoted
from drafter.sources import DocumentParagraph, Proposal, Source
from drafter.text.italics import literal
from drafter.text.words import capitalized, excerpt


def withdrawn_rows(
    withdrawn: Sequence[Withdrawn], left_out: Collection[str], matrix: Matrix, phrases: Phrases
) -> Iterator[Row | GroupHeading]:
    """A row for each text that was withdrawn or taken out, with its words, and by whom; below a heading.

    Of a recommendation's own words its row says it, among those that are not used.

    Args:
        withdrawn: What people withdrew.
        left_out: Ids of what is not used.
        matrix: The matrix.
        phrases: The form's.
    """
    shown = [one for one in withdrawn if one.wording or not {*one.sources} & {*left_out}]
    shown = [one for one in shown if one.wording or one.sources]
    if shown:
        yield GroupHeading(None, phrases.say("withdrawn-heading"))
    for one in shown:
        known = [matrix.sources[source] for source in one.sources if source in matrix.sources]
        whose, at = _whose_and_where(one, known, matrix, phrases)
        # The day of a proposal is not that of words which came later; its own stand nowhere else.
        first = [item for item in known if isinstance(item, Proposal) and _has_other_words(one, item)]
        places = [
            phrases.say("since-reworded", place=place) if item in first else place
            for item, place in zip(known, at, strict=True)
        ]
        words = one.wording.split("\n") if one.wording else [literal(excerpt(known[0].text or ""))]
        lead_in = phrases.say("words-first")
        texts: list[CellParagraph] = [Quotation(item.id, item.text or "", lead_in) for item in first]
        why = capitalized(in_words(why_gone(one), phrases))
        reasons = (why, _what_of_which(one, phrases), *wished(one.wishes, phrases))
        yield tuple(whose or ["–"]), tuple(places or ["–"]), (*words, *texts), reasons


def _whose_and_where(
    one: Withdrawn, known: Sequence[Source], matrix: Matrix, phrases: Phrases
) -> tuple[list[str], list[str]]:
    """Whose words were withdrawn, and where each of their sources stands: in full, where that is another's.

    Own words are nobody's whom they cite; but what somebody declared is theirs, in other words, too.
    """
    at = [where_it_stands(item, matrix, phrases) for item in known]
    if one.of:
        whose = [literal(", ".join(one.of))]
        own = [isinstance(item, Proposal) and bool({*one.of} & {*phrases.proposers(item)}) for item in known]
    else:
        own = [isinstance(item, Proposal) or not one.wording for item in known]
        whose = [*dict.fromkeys(who for (who, _), is_own in zip(at, own, strict=True) if is_own)]
    return whose, [
        place if is_own else f"{who}, {place}" for (who, place), is_own in zip(at, own, strict=True)
    ]


def _what_of_which(one: Withdrawn, phrases: Phrases) -> str:
    """What of a paragraph was withdrawn: all of it, a wording, or no more than a name behind one."""
    clause = literal(one.clause)
    if one.still_of:
        named, names = literal(phrases.named(one.still_of)), len(one.of)
        return phrases.say("withdrawn-name", clause=clause, named=named, count=len(one.still_of), names=names)
    key = "above" if one.is_above else "paragraph" if one.is_whole else "wording"
    return phrases.say(f"withdrawn-{key}", clause=clause)


def wished(wishes: Sequence[Wish], phrases: Phrases) -> Iterator[str]:
    """What delegations would have done with a paragraph that is out; nothing where none says so."""
    if wishes:
        said = [phrases.say("wish", by=", ".join(one.by), says=one.says) for one in wishes]
        yield phrases.say("wished", wishes=literal("; ".join(said)))


def _has_other_words(one: Withdrawn, proposal: Proposal) -> bool:
    """Whether what was withdrawn says a declared proposal in other words."""
    return bool(one.wording) and not is_quoted(one.wording, proposal.wordings)


def where_it_stands(item: Source, matrix: Matrix, phrases: Phrases) -> tuple[str, str]:
    """Whose a source is, or which document it stands in; and its place there. Italics are marked."""
    if isinstance(item, DocumentParagraph):
        return item.document.cited, phrases.places(item.document.unit, [item.place])
    if isinstance(item, Proposal):
        words = phrases.proposal(item)
        return words["who"], words["made"]
    one = matrix.by_id[item.id]
    return phrases.in_a_row([literal(name) for name in matrix.names_of(one)]), phrases.paragraph(one.citation)


def of_own_text(text: str, phrases: Phrases) -> tuple[str, list[str]]:
    """Whose words on no source are, and what is said of that: the drafters’, or those of who propose them.

    Args:
        text: The words, with what each of these proposes in a bracket under its name.
        phrases: The form's.
    """
    said: dict[str, list[str]] = {}
    for one in all_proposed(text):
        by = [name for wish in one.wishes for name in wish.by]
        said.setdefault(literal(phrases.named(by)), []).append(literal(one.words))
    if not said:
        return "–", [phrases.say("own-text")]
    if len(said) == 1:
        return next(iter(said)), [phrases.say("proposed", named=named) for named in said]
    pairs = [(named, words) for named, own in said.items() for words in own]
    return "; ".join(said), [phrases.say("words-of", words=words, named=named) for named, words in pairs]
