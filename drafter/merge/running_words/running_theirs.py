"""A delegation's changes of running words: in brackets with its name, so that none is everybody's.

    We therefore [endeavour] (Egypt: delete) [undertake] (Egypt) to take the following actions:

As text they are without brackets and name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest

from drafter.brackets import DELETE, Bracketed, bracketed_in
from drafter.decisions import OwnWording
from drafter.draft.blocks import Paragraph
from drafter.draft.running import HEAD, above, paragraphs_of, text_of
from drafter.merge.proposals import Field, Proposal
from drafter.merge.running_words.line_by_line import line_by_line
from drafter.merge.running_words.running_proposals import edits, with_both
from drafter.merge.sides.sponsors import speaks_for
from drafter.merge.sides.views import View
from drafter.merge.telling import told
from drafter.merge.words.under_a_name import settled, unnamed_within, with_brackets
from drafter.merge.words.wishes_within import also_deleted, is_of, unwanted, with_wishes, without_wishes_of
from drafter.selection.loading import OpenSelection
from drafter.text.italics import marked


def of_delegation(one: Proposal, by: tuple[str, ...], plain: View, own: View) -> Proposal:
    """A proposal of running words as a delegation's, in brackets and under its name.

    Args:
        one: The proposal.
        by: Whose it is.
        plain: The draft without its changes.
        own: The draft with them.
    """
    name = name_of(one)
    was, now = (tuple(view.running.proposed.get(name, ())) for view in (plain, own))
    stood = own.stood_in(name)
    now = tuple(_with(line, unnamed_within(stood, _words(line), by)) for line in now) if stood else now
    ours: Sequence[Paragraph] = own.merge.draft.words.get(name, was)
    shown: Sequence[Paragraph] = under_name(was, now, by)
    said = brackets_of(shown, by)
    there = brackets_of(ours, by)
    is_there = bool(said) and not (brackets_of(was, by) - said) & there
    is_there = is_there and (said <= there or _would_have(shown, by) == _would_have(ours, by))
    shown, beside = (ours, ()) if is_there else _laid_over(ours, was, shown, by)
    one = replace(one.telling(told("running-by")), by=by, was=beside)
    one = replace(one, to=replace(one.to, above=_text(one, shown)))
    comes = [
        OwnWording(wording=each.words)
        for line in shown
        for each in bracketed_in(_words(line))
        if is_of(each, by) and each.wishes[0].says != DELETE
    ]
    # Who is named behind a bracket that stood there with the names of others.
    there_by = _wishes_in((*was, *ours))
    anew = {wished for wished in _wishes_in(now) - there_by if wished[0] in {words for words, *_ in there_by}}
    comes += [OwnWording(by=tuple(sorted({name for _, _, name in anew}.difference(by))))]
    return speaks_for(one, comes, map(_words, (*was, *ours)))


def _would_have(said: Sequence[Paragraph], by: Sequence[str]) -> str:
    """Running words as a delegation would have them, whatever of that is in its brackets."""
    return as_everybodys(text_of(said), by)


def _wishes_in(said: Iterable[Paragraph]) -> set[tuple[str, str, str]]:
    """What is in brackets in some running words, what is wanted of it, and by whom."""
    every = [(each.words, wish) for one in said for each in bracketed_in(_words(one)) for wish in each.wishes]
    return {(words, wish.says, name) for words, wish in every for name in wish.by}


def put_together(one: Proposal, other: Proposal) -> Proposal:
    """Of two delegations' proposals of the same running words one, with what each would have."""
    texts = one.to.above, other.to.above
    one = replace(one, to=replace(one.to, above=with_wishes(texts[1], texts[0], one.by, other.by)))
    other = replace(other, to=replace(other.to, above=with_wishes(texts[0], texts[1], other.by, one.by)))
    was, first = (
        paragraphs_of(as_everybodys(one.to.above, one.by, is_taken=is_taken)) for is_taken in (False, True)
    )
    second = paragraphs_of(as_everybodys(other.to.above, other.by))
    if text_of(first) == text_of(second):
        by = tuple(dict.fromkeys((*one.by, *other.by)))
        return replace(one, by=by, to=replace(one.to, above=_text(one, under_name(was, first, by))))
    shown, beside = _laid_over(paragraphs_of(one.to.above), was, paragraphs_of(other.to.above), other.by)
    return replace(one, to=replace(one.to, above=_text(one, shown)), was=beside)


def over_taken(one: Proposal, taken: Proposal, *, is_text: bool = False) -> Proposal:
    """A delegation's proposal that waits, with what was taken of the same running words since.

    Args:
        one: The proposal.
        taken: What was taken: another delegation's, in brackets or as text, or nobody's by name.
        is_text: Whether as text: what is in its author's brackets all the same is not all that it has.
    """
    if taken.by and not is_text and brackets_of(paragraphs_of(taken.to.above), taken.by):
        both = put_together(taken, one)
        return replace(one, to=both.to, was=both.was)
    # What it would have gone of the other's words is the text by now.
    wished = without_wishes_of(one.to.above, taken.by)
    if wished != one.to.above and as_everybodys(wished, one.by, is_taken=False) == taken.to.above:
        return replace(one, to=replace(one.to, above=wished))
    was, now = (
        paragraphs_of(as_everybodys(one.to.above, one.by, is_taken=is_taken)) for is_taken in (False, True)
    )
    there: Sequence[Paragraph] = paragraphs_of(taken.to.above)
    if text_of(now) == text_of(there):
        return replace(one, to=taken.to)
    shown, beside = _laid_over(there, was, paragraphs_of(one.to.above), one.by)
    return replace(one, to=replace(one.to, above=_text(one, shown)), was=beside)


def is_said(one: Proposal, words: Mapping[str, Sequence[Paragraph]]) -> bool:
    """Whether all that a delegation would have of some running words stands there under its name.

    Args:
        one: The proposal.
        words: The running words by their names.
    """
    own = brackets_of(paragraphs_of(one.to.above), one.by)
    return bool(own) and own == brackets_of(words.get(name_of(one), ()), one.by)


def brackets_of(said: Sequence[Paragraph], by: Sequence[str]) -> set[tuple[str, str]]:
    """What a delegation has in brackets in some running words, and what it would have done with it.

    Args:
        said: The running words.
        by: Whose the brackets are.
    """
    every = [each for one in said for each in bracketed_in(_words(one))]
    return {(each.words, wish.says) for each in every for wish in each.wishes if {*wish.by} & {*by}}


def also_gone(one: Proposal, by: tuple[str, ...], is_struck: Callable[[str], bool]) -> Proposal:
    """Another's proposal of running words as a delegation's that would have gone what that one puts in.

    Args:
        one: The proposal.
        by: The delegation.
        is_struck: Whether it struck out what the other puts in in a paragraph, of which it gets the words.
    """
    lines = [(line, _words(line)) for line in paragraphs_of(one.to.above)]
    shown = [_with(line, unwanted(words, one.by, by)) if is_struck(words) else line for line, words in lines]
    return replace(one, by=by, to=replace(one.to, above=_text(one, shown)))


def name_of(one: Proposal) -> str:
    """The name of the running words that a proposal is about."""
    return above(one.clause) if one.field is Field.ABOVE else one.clause


def _text(one: Proposal, shown: Sequence[Paragraph]) -> str:
    """Running words as the selection has them: a line of the title, or paragraphs."""
    is_line = one.field is Field.WORDS and one.clause in HEAD
    return " ".join(map(_words, shown)) if is_line else text_of(shown)


def _laid_over(
    ours: Sequence[Paragraph],
    was: Sequence[Paragraph],
    shown: Sequence[Paragraph],
    by: Sequence[str],
) -> tuple[Sequence[Paragraph], tuple[str, ...]]:
    """Running words as they stand by now, with what a delegation would have, and beside which that stands.

    It stands beside a paragraph where both changed the same words of that; see ``line_by_line``.
    """
    if [*map(_words, ours)] == [*map(_words, was)]:
        return shown, ()
    both = with_both(was, ours, edits(was, shown))
    if both is not None:
        return both, ()
    ours = _also_deleted(ours, was, shown, by)
    there = {_words(one) for one in was}
    said = {each.words for one in ours for each in bracketed_in(_words(one)) if _names(each) >= {*by}}
    own = brackets_of(ours, by)

    def beside(line: Paragraph) -> Paragraph | None:
        words, its = settled(_words(line), by), brackets_of([line], by)
        if its and its <= own:
            return None  # it stands there
        if not words or words in (*there, *said):
            return None
        return _with(line, with_brackets("", unnamed_within(there, words, by), by))

    found = line_by_line(ours, edits(was, ours), edits(was, shown), beside)
    return found, _changed_by_both(ours, was, shown, found)


def _also_deleted(
    ours: Sequence[Paragraph], was: Sequence[Paragraph], shown: Sequence[Paragraph], by: Sequence[str]
) -> Sequence[Paragraph]:
    """Running words in which a delegation would delete whole lines, too, that others would have otherwise."""
    gone = {
        each.words
        for line in shown
        for each in bracketed_in(_words(line))
        if is_of(each, by) and each.wishes[0].says == DELETE
    } & {*map(_words, was)}
    said = [(line, also_deleted(_words(line), gone, by)) for line in ours]
    return [line if words == _words(line) else _with(line, words) for line, words in said]


def _changed_by_both(
    ours: Sequence[Paragraph],
    was: Sequence[Paragraph],
    theirs: Sequence[Paragraph],
    found: Sequence[Paragraph],
) -> tuple[str, ...]:
    """Our paragraphs that both sides changed, and that stand in what was found, with theirs behind."""
    if not len(ours) == len(was) == len(theirs):
        return ()
    there, stand = {_words(one) for one in was}, [*map(_words, found)]
    return tuple(
        _words(old)
        for old, new in zip(ours, theirs, strict=True)
        if there.isdisjoint((_words(old), _words(new)))
        and any(f"{one} ".startswith(f"{_words(old)} ") for one in stand)
    )


def in_the_place_of(one: Proposal) -> Proposal:
    """A delegation's running words with those that stand beside what both changed in the place of that."""
    if not one.was:
        return one
    if one.clause in HEAD:
        return replace(one, to=replace(one.to, above=one.to.above.removeprefix(one.was[0]).strip()))
    every, found = paragraphs_of(one.to.above), list[Paragraph]()
    for line, below in zip_longest(every, every[1:]):
        words = _words(line)
        run_on = next((was for was in one.was if words.startswith(f"{was} [")), "")
        if run_on:
            found.append(_with(line, words.removeprefix(run_on).strip()))
        elif words not in one.was or below is None or not _is_whole(_words(below), one.by):
            found.append(line)
    return replace(one, to=replace(one.to, above=text_of(found)))


def _is_whole(words: str, by: Sequence[str]) -> bool:
    """Whether all of a line stands in one bracket of a delegation's."""
    return any(
        one.start == 0 and one.wishes_end == len(words) and is_of(one, by) for one in bracketed_in(words)
    )


def under_name(was: Sequence[Paragraph], now: Sequence[Paragraph], by: Sequence[str]) -> list[Paragraph]:
    """Running words with what a delegation changed in them in brackets, and its name behind.

    Args:
        was: Without its changes.
        now: With them.
        by: Whose they are.
    """
    olds, news = [[_words(one) for one in each] for each in (was, now)]
    found: list[Paragraph] = []
    for what, i, j, k, end in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if what == "equal":
            found += now[k:end]
        elif j - i == end - k:
            found += [
                _with(new, with_brackets(_words(old), _words(new), by))
                for old, new in zip(was[i:j], now[k:end], strict=True)
            ]
        else:
            found += [_with(old, gone) for old in was[i:j] if (gone := with_brackets(_words(old), "", by))]
            found += [_with(new, with_brackets("", _words(new), by)) for new in now[k:end]]
    return found


def as_everybodys(
    text: str, by: Sequence[str], *, is_taken: bool = True, but: str = "", is_named_within: bool = False
) -> str:
    """Running words with what a delegation would have in brackets as it would have it, without its name.

    Args:
        text: The words, as a selection has them.
        by: Whose the brackets are.
        is_taken: Whether as it would have them; else as they are without it.
        but: Words whose brackets stay as they stand there.
        is_named_within: Whether those stay that stand within brackets of others.
    """
    stay = {each.words: each.wishes for one in paragraphs_of(but) for each in bracketed_in(_words(one))}
    text = text if is_taken else without_wishes_of(text, by)
    words = [
        (one, settled(_words(one), by, is_taken=is_taken, but=stay, is_named_within=is_named_within))
        for one in paragraphs_of(text)
    ]
    return text_of(_with(one, said) for one, said in words if said)


def running_now(one: Proposal, selection: OpenSelection) -> str:
    """The running words of a proposal as the selection has them; empty where the form has them."""
    if one.field is Field.ABOVE:
        entry = selection.entry(one.clause)
        return entry.above if entry else ""
    file = selection.file
    return getattr(file.head, one.clause) if one.clause in HEAD else file.words.get(one.clause, "")


def as_alone(text: str, by: Sequence[str], there: str) -> str:
    """Running words with what a delegation would have as others would, who stand there, under its name alone.

    Args:
        text: The words, as a proposal has them.
        by: Whose it is.
        there: The selection's text: what stands there under all these names is not proposed.
    """
    said = " ".join(there.split())
    for one in reversed(bracketed_in(text)):
        names = {wish.by for wish in one.wishes}
        whole = text[one.start : one.wishes_end]
        if all(set(by) < set(each) for each in names) and " ".join(whole.split()) not in said:
            for each in names:
                whole = whole.replace(", ".join(each), ", ".join(by))
            text = text[: one.start] + whole + text[one.wishes_end :]
    return text


def _words(one: Paragraph) -> str:
    return marked(one.text, one.italics)


def _with(one: Paragraph, words: str) -> Paragraph:
    return replace(Paragraph.of(one.role, words, one.lead_in), name=one.name)


def _names(one: Bracketed) -> set[str]:
    """Who proposes what stands in a bracket."""
    return {name for wish in one.wishes if not wish.says for name in wish.by}
