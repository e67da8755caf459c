"""A delegation's changes of running words: in brackets with its name, so that none is everybody's.

    We therefore [endeavour] (Egypt: delete) [undertake] (Egypt) to take the following actions:

As text they are without brackets and name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from drafter.brackets import DELETE, Bracketed, bracketed_in
from drafter.decisions import OwnWording
from drafter.draft.blocks import Paragraph
from drafter.draft.running import HEAD, above, paragraphs_of, text_of
from drafter.merge.both_words import pieces_of
from drafter.merge.proposals import Field, Proposal
from drafter.merge.running_proposals import edits, with_both
from drafter.merge.sponsors import speaks_for
from drafter.merge.telling import told
from drafter.merge.views import View
from drafter.text.differences import compare_words, is_recognizable
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
    was, now = (tuple(view.running.found.get(name, ())) for view in (plain, own))
    ours = own.merge.draft.words.get(name, was)
    shown: Sequence[Paragraph] = under_name(was, now, by)
    said = _brackets(shown, by)
    is_there = bool(said) and said <= _brackets(ours, by)
    shown = ours if is_there else _laid_over(ours, was, now, shown, by)
    conflict = "; ".join(filter(None, [one.conflict, told("running-by")]))
    one = replace(one, by=by, to=replace(one.to, above=_text(one, shown)), conflict=conflict)
    one = replace(one, was=() if is_there else _replaced(ours, was, now, shown))
    comes = [
        OwnWording(wording=each.words)
        for line in shown
        for each in bracketed_in(_words(line))
        if _is_of(each, by) and each.wishes[0].says != DELETE
    ]
    return speaks_for(one, comes, map(_words, (*was, *ours)))


def put_together(one: Proposal, other: Proposal) -> Proposal:
    """Of two delegations' proposals of the same running words one, with what each would have."""
    was, first, second = (
        paragraphs_of(text)
        for text in (
            as_everybodys(one.to.above, one.by, is_taken=False),
            as_everybodys(one.to.above, one.by),
            as_everybodys(other.to.above, other.by),
        )
    )
    if text_of(first) == text_of(second):
        by = tuple(dict.fromkeys((*one.by, *other.by)))
        return replace(one, by=by, to=replace(one.to, above=_text(one, under_name(was, first, by))))
    shown = _laid_over(paragraphs_of(one.to.above), was, second, paragraphs_of(other.to.above), other.by)
    replaced = _replaced(paragraphs_of(one.to.above), was, second, shown)
    return replace(one, to=replace(one.to, above=_text(one, shown)), was=replaced)


def over_taken(one: Proposal, taken: Proposal) -> Proposal:
    """A delegation's proposal that waits, with what was taken of the same running words since.

    Args:
        one: The proposal.
        taken: What was taken: another delegation's, in brackets or as text, or nobody's by name.
    """
    if taken.by and _brackets(paragraphs_of(taken.to.above), taken.by):
        both = put_together(taken, one)
        return replace(one, to=both.to, was=both.was)
    was, now = (
        paragraphs_of(as_everybodys(one.to.above, one.by, is_taken=is_taken)) for is_taken in (False, True)
    )
    there = paragraphs_of(taken.to.above)
    if text_of(now) == text_of(there):
        return replace(one, to=taken.to)
    shown = _laid_over(there, was, now, paragraphs_of(one.to.above), one.by)
    replaced = _replaced(there, was, now, shown)
    return replace(one, to=replace(one.to, above=_text(one, shown)), was=replaced)


def is_said(one: Proposal, words: Mapping[str, Sequence[Paragraph]]) -> bool:
    """Whether all that a delegation would have of some running words stands there under its name.

    Args:
        one: The proposal.
        words: The running words by their names.
    """
    own = _brackets(paragraphs_of(one.to.above), one.by)
    return bool(own) and own <= _brackets(words.get(name_of(one), ()), one.by)


def _brackets(said: Sequence[Paragraph], by: Sequence[str]) -> set[tuple[str, str]]:
    """What a delegation has in brackets in some running words, and what it would have done with it."""
    every = [each for one in said for each in bracketed_in(_words(one)) if _is_of(each, by)]
    return {(each.words, each.wishes[0].says) for each in every}


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
    now: Sequence[Paragraph],
    shown: Sequence[Paragraph],
    by: Sequence[str],
) -> Sequence[Paragraph]:
    """Running words as they stand by now, with what a delegation would have; below them, where they cross."""
    if [*map(_words, ours)] == [*map(_words, was)]:
        return shown
    both = with_both(was, ours, edits(was, shown))
    if both is not None:
        return both
    there = {_words(one) for one in was}
    return [*ours, *(_with(one, _marked("", _words(one), by)) for one in now if _words(one) not in there)]


def _replaced(
    ours: Sequence[Paragraph],
    was: Sequence[Paragraph],
    now: Sequence[Paragraph],
    shown: Sequence[Paragraph],
) -> tuple[str, ...]:
    """The paragraphs below which a delegation's stand since both changed them, one for each of these."""
    if len(shown) == len(ours) or not len(ours) == len(was) == len(now):
        return ()
    there = {_words(one) for one in was}
    return tuple(_words(old) for old, new in zip(ours, now, strict=True) if _words(new) not in there)


def in_the_place_of(one: Proposal) -> Proposal:
    """A delegation's running words with those that stand below what both changed in the place of that."""
    if not one.was:
        return one
    if one.clause in HEAD:
        return replace(one, to=replace(one.to, above=one.to.above.removeprefix(one.was[0]).strip()))
    every = paragraphs_of(one.to.above)
    rest, theirs = every[: -len(one.was)], iter(every[-len(one.was) :])
    placed = [next(theirs, each) if _words(each) in one.was else each for each in rest]
    return replace(one, to=replace(one.to, above=text_of([*placed, *theirs])))


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
                _with(new, _marked(_words(old), _words(new), by))
                for old, new in zip(was[i:j], now[k:end], strict=True)
            ]
        else:
            found += [_with(old, gone) for old in was[i:j] if (gone := _marked(_words(old), "", by))]
            found += [_with(new, _marked("", _words(new), by)) for new in now[k:end]]
    return found


def as_everybodys(text: str, by: Sequence[str], *, is_taken: bool = True) -> str:
    """Running words with what a delegation would have in brackets as it would have it, without its name.

    Args:
        text: The words, as a selection has them.
        by: Whose the brackets are.
        is_taken: Whether as it would have them; else as they are without it.
    """
    words = [(one, _settled(_words(one), by, is_taken=is_taken)) for one in paragraphs_of(text)]
    return text_of(_with(one, said) for one, said in words if said)


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


def _is_of(one: Bracketed, by: Sequence[str]) -> bool:
    return bool(one.wishes) and all(set(wish.by) <= set(by) for wish in one.wishes)


def _settled(text: str, by: Sequence[str], *, is_taken: bool = True) -> str:
    """Words with a delegation's brackets gone: as it would have them, or as they are without it."""
    while own := next((one for one in bracketed_in(text) if _is_of(one, by)), None):
        stays = (own.wishes[0].says != DELETE) is is_taken
        text = text[: own.start] + (own.words if stays else "") + text[own.wishes_end :]
    return re.sub(r"(?<=\[) | (?=[,;.:\]]|$)", "", " ".join(text.split()))


def _marked(old: str, new: str, by: Sequence[str]) -> str:
    """Words as a delegation would have them, with what goes and what comes in brackets, and its name.

    Its own brackets are read as what they say: it can type them, and take away what it had wished.
    """
    within = _typed_within(old, new, by)
    old, new = _settled(old, by, is_taken=False), _settled(new, by)
    olds, news = pieces_of(old), pieces_of(new)
    # What it typed in a bracket of others stands in its own there, and that bracket is the same.
    within_others = _within_others(olds, news, by)
    known = [within_others.get(place, (one,))[0] for place, one in enumerate(news)]
    shown = [within_others.get(place, (one,))[-1] for place, one in enumerate(news)]
    segments = compare_words([one.strip() for one in olds], [one.strip() for one in known])
    # Signs of italics stand in pairs.
    if old != new and old and new and ("*" in old + new or not is_recognizable(segments, olds, known)):
        return _with_typed(_joined([_bracket(old, by, DELETE), _bracket(new, by)]), within, by)
    said = []
    for one in segments:
        was, now = "".join(olds[slice(*one.old)]), "".join(news[slice(*one.new)])
        if one.is_same:
            now = "".join(shown[slice(*one.new)])
        said += [now] if one.is_same else [_bracket(was, by, DELETE), _bracket(now, by)]
    return _with_typed(_joined(said), within, by)


def _within_others(olds: Sequence[str], news: Sequence[str], by: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The place of each bracket of others in which a delegation typed → it as it was, and with that."""
    places = [[n for n, one in enumerate(pieces) if one.strip()[:1] == "["] for pieces in (olds, news)]
    if len(places[0]) != len(places[1]):
        return {}
    return {
        there: (olds[place], inner)
        for place, there in zip(*places, strict=True)
        if olds[place].strip() != news[there].strip() and (inner := _in_bracket(olds[place], news[there], by))
    }


def _in_bracket(was: str, now: str, by: Sequence[str]) -> str:
    """What a delegation changed within a bracket of others', in its own bracket there; empty where not so.

    Those others did not write it, and their names stand behind the bracket alone.
    """
    olds, news = bracketed_in(was.strip()), bracketed_in(now.strip())
    if not (olds and news and olds[0].wishes and olds[0].wishes == news[0].wishes):
        return ""
    (old, new), texts = (olds[0], news[0]), (was.strip(), now.strip())
    if any(one.start or one.wishes_end != len(text) for one, text in zip((old, new), texts, strict=True)):
        return ""
    blank = now[: len(now) - len(now.lstrip())]
    return f"{blank}[{_marked(old.words, new.words, by)}]{texts[1][new.end :]}" if new.words else ""


def _typed_within(old: str, new: str, by: Sequence[str]) -> list[tuple[str, str]]:
    """What a delegation would have out, where it typed in it all the same: the words as they were and are."""
    olds, news = (
        [one.words for one in bracketed_in(text) if _is_of(one, by) and one.wishes[0].says == DELETE]
        for text in (old, new)
    )
    if len(olds) != len(news):
        return []
    return [(was, now) for was, now in zip(olds, news, strict=True) if was != now]


def _with_typed(text: str, within: Sequence[tuple[str, str]], by: Sequence[str]) -> str:
    """Words in which stands what a delegation typed within what it would have out."""
    for was, now in within:
        typed, whole = _marked(was, now, by), _bracket(was, by, DELETE)
        if whole in text:
            text = text.replace(whole, _bracket(typed, by, DELETE), 1)
        elif text.count(was) == 1:  # all of the line goes
            text = text.replace(was, typed)
    return text


def _bracket(words: str, by: Sequence[str], says: str = "") -> str:
    """Words in brackets, the blanks before them before these."""
    bare, names = words.strip(), ", ".join(by)
    behind = f"{names}: {says}" if says else names
    return f"{words[: len(words) - len(words.lstrip())]}[{bare}] ({behind})" if bare else ""


def _joined(said: Sequence[str]) -> str:
    """Stretches as one text, with blanks around what is in brackets where words stand beside."""
    text = ""
    for one in said:
        is_apart = (text.endswith(")") and one[:1].isalnum()) or (text and one[:1] == "[")
        text += f" {one}" if is_apart and not text.endswith(" ") else one
    return text.strip()
