"""Whose brackets in a clause's words a change of these takes out, whatever way it comes.

A room puts “[and fair practices] (Kenya; Japan: delete)” into a text: the words, the names and what each
wants of them are people's, and outlive whoever settles it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.brackets import bracketed_in, either_way, speaker_of
from drafter.decisions import OwnWording, SelectionEntry, Status, StatusChange, Withdrawn
from drafter.text.similarity import words_of


@dataclass(frozen=True, slots=True)
class GoneBrackets:
    """Words of a clause as they stood, and whose brackets in them stand nowhere any more.

    Attributes:
        words: The words.
        of: Whose proposal they were; empty where they were the text.
        names: Whose brackets went, in order.
        sources: Ids of the sources that they stood on.
    """

    words: str
    of: tuple[str, ...]
    names: tuple[str, ...]
    sources: tuple[str, ...] = ()

    def taken_out(self, why: str, by: tuple[str, ...] = ()) -> Withdrawn:
        """The words as what was taken out.

        Args:
            why: The reason.
            by: Who decided so.
        """
        step = StatusChange(Status.WITHDRAWN, by=by)
        return Withdrawn(self.words, self.of, self.sources, step, is_taken_out=True, reason=why)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What somebody wants of words in a bracket, in each way in which these read.

    They read with what stands in brackets within, without it, and as before others were proposed there.
    """

    words: frozenset[str]
    name: str
    says: str

    def is_same(self, other: _Wanted) -> bool:
        return (
            self.says.casefold() == other.says.casefold()
            and _is_same_name(self.name, other.name)
            and not self.words.isdisjoint(other.words)
        )


def brackets_gone(
    was: SelectionEntry,
    now: SelectionEntry,
    delegations: Sequence[str] = (),
    by: Collection[str] = (),
    elsewhere: Iterable[SelectionEntry] = (),
    on: Sequence[str] = (),
) -> list[GoneBrackets]:
    """Whose brackets in a clause's words stand no more.

    Those of the text stand in the text alone, or in one that was taken out with it: what others propose, or
    proposed, is none of it. Those of a proposal can stand anywhere. What somebody wants no more of words that
    stay is that delegation's own affair, and so is its own bracket in what it alone proposes; but that it
    proposes words no more which stay in a bracket is not.

    Args:
        was: The clause as it was.
        now: As it is.
        delegations: Who can be named behind a bracket.
        by: Who changed it; empty where nobody is named, or several did.
        elsewhere: Other clauses to which the words may have gone.
        on: Ids of the sources that the clause had.
    """

    def wanted(texts: Iterable[str]) -> list[_Wanted]:
        return [one for text in texts for one in _wanted_in(text, delegations)]

    more = [one for one in now.withdrawn if one not in was.withdrawn]
    stand = wanted([*_texts(now), *(one.wording for one in more if not one.of)])
    moved = wanted(text for entry in elsewhere for text in every_text(entry))
    proposed = [one.wording for one in now.wordings if one.by]
    copies = wanted([*proposed, *(one.wording for one in more if one.of)])
    texts = [" ".join(words_of(either_way(text)[0])) for text in every_text(now)]
    found = []
    own: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for words in was.every_wording(on):
        own.setdefault((words.wording, words.by), []).extend(words.sources)
    for (text, of), sources in own.items():
        names = []
        for one in _wanted_in(text, delegations):
            same = next((each for each in stand if each.is_same(one)), None)
            if same is not None and not of:
                stand.remove(same)  # the same can stand twice in a text: each counts
            others = [*moved, *copies] if of else moved
            is_there = same is not None or any(each.is_same(one) for each in others)
            is_own = any(_is_same_name(one.name, name) for name in by)
            is_alone = bool(of) and {*of} <= {*by}
            stays = any(_has(each, one.words) for each in texts) and not _is_open(one, every_text(now))
            is_own = is_own and bool(is_alone or one.says or stays)
            if not (is_there or is_own or _is_proposed(one, now.wordings)):
                names.append(one.name)
        if names:
            found.append(GoneBrackets(text, of, *(tuple(dict.fromkeys(each)) for each in (names, sources))))
    return found


def keeps_brackets(gone: GoneBrackets, texts: Iterable[str], delegations: Sequence[str] = ()) -> bool:
    """Whether texts have all the brackets that went with some words.

    Args:
        gone: The brackets.
        texts: The texts.
        delegations: Who can be named behind a bracket.
    """
    stand = [one for text in texts for one in _wanted_in(text, delegations)]
    wanted = (one for one in _wanted_in(gone.words, delegations) if one.name in gone.names)
    return all(any(one.is_same(each) for each in stand) for one in wanted)


def _is_open(one: _Wanted, texts: Iterable[str]) -> bool:
    """Whether words that somebody wanted stand in a bracket behind which it is not named."""
    return any(
        not one.words.isdisjoint(_readings(each.words))
        and not any(_is_same_name(one.name, name) for wish in each.wishes for name in wish.by)
        for text in texts
        for each in bracketed_in(text)
    )


def _texts(entry: SelectionEntry) -> Iterator[str]:
    """The words of a clause that nobody proposes by name."""
    yield from (one.wording for one in entry.every_wording() if not one.by)


def every_text(entry: SelectionEntry) -> Iterator[str]:
    """All words that people gave a clause, wording by wording."""
    yield from (one.wording for one in entry.every_wording())


def _wanted_in(text: str, delegations: Sequence[str]) -> Iterator[_Wanted]:
    for one in bracketed_in(text, delegations):
        words = _readings(one.words)
        for wish in one.wishes:
            yield from (_Wanted(words, name, wish.says) for name in wish.by)


def _readings(words: str) -> frozenset[str]:
    """Words in a bracket in each way in which they read."""
    every = (*either_way(words), either_way(_without_proposed(words))[0])
    return frozenset(" ".join(words_of(each)) for each in every) - {""}


def _without_proposed(text: str) -> str:
    """Words as they were before somebody proposed others within them, in brackets."""
    while own := next((one for one in bracketed_in(text) if any(not wish.says for wish in one.wishes)), None):
        text = text[: own.start] + text[own.wishes_end :]
    return text


def _is_proposed(one: _Wanted, named: Iterable[OwnWording]) -> bool:
    """Whether somebody who proposed words in a bracket has them in a wording under its name."""
    return not one.says and any(
        any(_is_same_name(one.name, name) for name in each.by)
        and _has(" ".join(words_of(either_way(each.wording)[0])), one.words)
        for each in named
    )


def _has(text: str, words: Iterable[str]) -> bool:
    return any(f" {each} " in f" {text} " for each in words)


def _is_same_name(one: str, other: str) -> bool:
    """Whether two names are one delegation's, also where it speaks for others in one of them."""
    names = [{each.casefold() for each in (name, speaker_of(name))} for name in (one, other)]
    return not names[0].isdisjoint(names[1])
