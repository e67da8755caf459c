"""Who is named in the place of another: an actor, a body, a group of persons.

The words that went and those that came are compared, not which words a text has at all: an actor that stands
elsewhere in the source may still have been put where another stood.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from drafter.check.meaning import Difference, load_meaning
from drafter.form.glossary import load_glossary

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_BODIES = frozenset(
    """Commission Conference Congress Council Committee Office Organization Organisation Assembly Secretariat
    Board Agency Institute Union Bank Tribunal Court""".split()
)
# These are bodies only under a name that begins so.
_NAMED_BODIES = frozenset("Programme Fund Centre Entity Commissioner".split())
_WORLDWIDE = ("United", "World", "International")
_JOINING = "(?:of|on|for|and|the)"
_BODY = re.compile(
    r"\b(?:[Tt]he|to|by|of|and|with|within|for|from|in|into|between|through|upon|invite|request) "
    rf"((?:[A-Z][\w'-]* (?:{_JOINING} )*)*?(?:{'|'.join(_BODIES | _NAMED_BODIES)})"
    rf"(?: (?:of|on|for|against)(?: {_JOINING})*(?: [A-Z][\w'-]*(?: (?:and|of|the)(?= (?:the )?[A-Z]))*)+)?)"
    r"(?![\w-])"
)
_SHORT = re.compile(r"[A-Z]{3,}s?")
_PERSONS = re.compile(r"[a-z]{3,}(?:[eo]rs|ists|ians)")
_BETWEEN = frozenset(
    "the a an their its other all national local regional relevant competent private".split()
)
# Before whom it is asked to act, and behind whom it is said to.
_BIDS = frozenset(
    "by request invite encourage urge ask recommend authorize mandate entrust instruct upon".split()
)
_ACTS = frozenset("should shall must will may".split())
_UNITED_NATIONS = "United Nations"
# As a body of its own, and not before the name of one or of a thing.
_ALONE = re.compile(r"\b[Tt]he United Nations(?= (?:to|should|shall|must|will|may|is|has)\b|[,;.]|$)")
_SMALL = frozenset("a an the its their his her to of and or for by with in on".split())
_STATES = "states"
_ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    groups: frozenset[str]
    said: str
    is_body: bool = False
    name: str = ""  # of a body, where it is more than the kind of it

    def is_same(self, other: _Mention) -> bool:
        """Whether another may be a mention of the same."""
        return bool(self.groups & other.groups) and not self.is_other(other)

    def is_other(self, other: _Mention) -> bool:
        """Whether both are bodies of one kind under names of their own."""
        return bool(self.name and other.name) and self.name != other.name

    @property
    def is_vague(self) -> bool:
        return (not self.groups - {_STATES} and not self.is_body) or _ANYBODY in self.groups


def actor_differences(own: str, others: Sequence[str]) -> Iterator[Difference]:
    """The words for actors in a text that stand where other texts name others.

    Args:
        own: The text, as ``plain`` gives it.
        others: The others, likewise.
    """
    mine = _Read(own)
    theirs = [_Read(one) for one in others]
    known = [mention for one in theirs for mention in one.mentions]
    best = max(theirs, key=mine.likeness)
    gone = [one for one in best.mentions if best.count(one) > mine.count(one)]
    replaced = list(mine.replaced(best))
    exchanged = list(mine.exchanged(best))
    for one in mine.mentions:
        is_new = not any(one.is_same(other) for other in known)
        if one.said == _UNITED_NATIONS:
            is_new = not any(_UNITED_NATIONS in text for text in others)
        for_it = [other for came, went in replaced if came is one for other in went]
        others_for_it = [other for other in for_it if not one.groups & other.groups or one.is_other(other)]
        there = others_for_it[0].said if others_for_it else ""
        if one.is_vague:
            is_more = one.groups == {_STATES} and (is_new or mine.count(one) > best.count(one))
            is_told = is_more and any(other.is_body for other in (gone if is_new else for_it))
        elif is_new:
            is_in_place = any(_STATES not in other.groups for other in gone) or bool(for_it)
            is_told = one.is_body or is_in_place or mine.is_agent(one)
        else:
            is_more = mine.count(one) > max(other.count(one) for other in theirs)
            is_told = is_more and any(other in gone for other in others_for_it)
        if is_told or one in exchanged:
            yield Difference("actor", one.said, there)


class _Read:
    """A text and whom it names."""

    def __init__(self, text: str) -> None:
        self.words = [match[0] for match in _TOKEN.finditer(text)]
        self.keys = [_one(word.lower()) for word in self.words]
        self.mentions = tuple(self._mentions(text))
        self._counted: dict[frozenset[str], int] = {}

    def count(self, mention: _Mention) -> int:
        """How often the actor of a mention, by any name, is named."""
        groups = mention.groups
        if groups not in self._counted:  # a text may name one thousands of times
            self._counted[groups] = sum(1 for one in self.mentions if one.groups & groups)
        return self._counted[groups]

    def likeness(self, other: _Read) -> float:
        return self._compared(other).ratio()

    def is_agent(self, mention: _Mention) -> bool:
        """Whether something is said to be done by it, or it is asked to do something."""
        at = mention.start - 1
        while at > 0 and self.keys[at] in _BETWEEN:
            at -= 1
        return (at >= 0 and self.keys[at] in _BIDS) or (
            mention.end < len(self.keys) and self.keys[mention.end] in _ACTS
        )

    def exchanged(self, other: _Read) -> Iterator[_Mention]:
        """Mentions that stand alone where another text names another, which stands alone in its place."""
        pairs = [
            (came, went[0])
            for came, went in self.replaced(other, alone=True)
            if len(went) == 1 and not came.is_same(went[0])
        ]
        for came, went in pairs:
            back = [come for come, gone in pairs if came.is_same(gone) and went.is_same(come)]
            if any(not self._are_listed(came, come) for come in back):
                yield came

    def _are_listed(self, one: _Mention, other: _Mention) -> bool:
        """Whether two are members of one list, in which the order says nothing."""
        start, end = min(one.end, other.end), max(one.start, other.start)
        return not self._left(start, end, self.mentions)

    def replaced(self, other: _Read, *, alone: bool = False) -> Iterator[tuple[_Mention, list[_Mention]]]:
        """Mentions that stand where another text has other words, each with whom that names there.

        Args:
            other: The other text.
            alone: Whether nothing but small words may have changed beside them.
        """
        for tag, i, i_end, j, j_end in self._compared(other).get_opcodes():
            if tag == "replace":
                went = [one for one in other.mentions if one.start < i_end and one.end > i]
                came = [one for one in self.mentions if one.start < j_end and one.end > j]
                if alone and (other._left(i, i_end, went) or self._left(j, j_end, came)):
                    continue
                yield from ((one, went) for one in came if went)

    def _compared(self, other: _Read) -> SequenceMatcher[str]:
        return SequenceMatcher(None, other.keys, self.keys, autojunk=False)

    def _left(self, start: int, end: int, mentions: Sequence[_Mention]) -> bool:
        """Whether a stretch has words that tell something beside some mentions."""
        named = {at for one in mentions for at in range(one.start, one.end)}
        return any(at not in named and self.keys[at] not in _SMALL for at in range(start, end))

    def _mentions(self, text: str) -> Iterator[_Mention]:
        bodies = dict(self._bodies(text))
        phrases, at = _phrases(), 0
        while at < len(self.keys):
            body = bodies.get(at)
            found = None if body else _phrase_at(self.keys, at, phrases)
            word = self.words[at].removesuffix("'s")
            if body:
                yield body
            elif found:
                end = at + len(found[0])
                yield _Mention(at, end, found[1], " ".join(self.words[at:end]))
                at = end
                continue
            elif _SHORT.fullmatch(word):
                kind = _kinds_of_short().get(word, "")
                yield _Mention(
                    at, at + 1, frozenset({word, kind} - {""}), word, is_body=bool(kind), name=word
                )
            elif _PERSONS.fullmatch(word) and word not in load_meaning().no_persons:
                yield _Mention(at, at + 1, frozenset({f"={self.keys[at]}"}), word)
            at = body.end if body else at + 1

    def _bodies(self, text: str) -> Iterator[tuple[int, _Mention]]:
        """The bodies that a text names, each with the place of its first word."""
        starts = {match.start(): place for place, match in enumerate(_TOKEN.finditer(text))}
        for match in _ALONE.finditer(text):
            at = starts[match.start()] + 1
            yield at, _Mention(at, at + 2, frozenset({_UNITED_NATIONS}), _UNITED_NATIONS, is_body=True)
        for match in _BODY.finditer(text):
            words = match[1].split()
            head = next((one for one in words if one in _BODIES | _NAMED_BODIES), "")
            if match.start(1) in starts and (head in _BODIES or words[0] in _WORLDWIDE):
                at = starts[match.start(1)]
                kind = head.lower().replace("sation", "zation")
                name = " ".join(words) if len(words) > 1 else ""
                end = at + len(_TOKEN.findall(match[1]))
                yield at, _Mention(at, end, frozenset({kind}), match[1], is_body=True, name=name)


def _phrase_at(
    keys: Sequence[str], at: int, phrases: _Phrases
) -> tuple[tuple[str, ...], frozenset[str]] | None:
    """The longest phrase that names actors at a place."""
    having = phrases.get(keys[at], ())
    return next((one for one in having if tuple(keys[at : at + len(one[0])]) == one[0]), None)


@functools.cache
def _kinds_of_short() -> Mapping[str, str]:
    """What kind of body each abbreviation of one stands for."""
    named = {one.short: set(one.long.split()) & _BODIES for one in load_glossary().abbreviations}
    return {short: min(kinds).lower() for short, kinds in named.items() if kinds}


_LEAST = 4  # letters; shorter words are no plurals
_IRREGULAR = {"women's": "women", "men's": "men", "children's": "children", "people's": "people"}


@functools.lru_cache(maxsize=4096)
def _one(word: str) -> str:
    """A word in the singular, without the sign of the genitive."""
    word = _IRREGULAR.get(word, word).removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > _LEAST:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches")):
        return word[:-2]
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) >= _LEAST
    return word[:-1] if is_plural else word


_Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], frozenset[str]]]]


@functools.cache
def _phrases() -> _Phrases:
    """The phrases that name actors by their first word, the longest first, each with its groups."""
    meaning = load_meaning()
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for number, words in enumerate(meaning.actors):
        for phrase in words:
            groups[tuple(_one(word) for word in phrase.split())].add(f"{number} {words[0]}")
    for phrase in meaning.states:
        groups[tuple(_one(word) for word in phrase.split())].add(_STATES)
    for phrase in (phrase for words in meaning.anybody for phrase in words):
        key = tuple(_one(word) for word in phrase.split())
        groups[key].add(_ANYBODY)
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for key, own in sorted(groups.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        found[key[0]].append((key, frozenset(own)))
    return found
