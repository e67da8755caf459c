"""Whether a proposal has what a delegation changed in running words: line by line, what came and went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from drafter.brackets import bracketed_in
from drafter.merge.proposals import OF_RUNNING, Proposal
from drafter.merge.running_words.running_theirs import as_everybodys, name_of
from drafter.merge.sides.views import View, plain_words
from drafter.merge.words.wishes_within import with_wishes
from drafter.text.differences import changes_in_words
from drafter.text.words import excerpt

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of running words that is not the same with a delegation's changes.

    Attributes:
        name: The name of the words that it belongs to.
        was: Its words without them; empty where there was none.
        now: Its words with them; empty where there is none.
        before: How often each word stands without them among all words of that name.
        after: The same with them.
    """

    name: str
    was: str
    now: str
    before: Counter[str]
    after: Counter[str]

    @property
    def in_words(self) -> str:
        """What was changed, for a message."""
        if not (self.was and self.now):
            return f"“{excerpt(self.now or self.was)}”"
        return f"“{excerpt(self.was)}” ({'; '.join(changes_in_words(self.was, self.now))})"

    def is_in(self, one: Proposal) -> bool:
        """Whether a proposal has all that came in it, and is without all that went."""
        if one.field not in OF_RUNNING or name_of(one) != self.name:
            return False
        # What others want of a bracket stays behind it.
        was, now = _counted(self.was), _counted(with_wishes(self.was, self.now, one.by))
        every, taken, left = (
            _counted(text)
            for text in (
                one.to.above,
                as_everybodys(one.to.above, one.by),
                as_everybodys(one.to.above, one.by, is_taken=False),
            )
        )
        has_come = all(every[word] >= self.after[word] for word in now - was)
        # Its name stands behind the bracket in which it has that, whether or not it typed that there.
        named = _counted(" ".join(_names_behind(one)))
        has_gone = all(
            word in named or taken[word] < left[word] or every[word] < self.before[word] for word in was - now
        )
        return has_come and has_gone

    def is_under(self, name: str, texts: Iterable[str]) -> bool:
        """Whether it stands in some texts as somebody has it: all of it in a bracket with that name behind.

        So it is where another reworded the same line: each has a line of its own.
        """
        return bool(self.now) and any(
            plain_words(one.words) == self.now
            and any(name in wish.by and not wish.says for wish in one.wishes)
            for text in texts
            for one in bracketed_in(text)
        )


def changed_lines(plain: View, own: View) -> Iterator[ChangedLine]:
    """The lines of running words that a delegation changed, put in or struck.

    Args:
        plain: The draft without its changes.
        own: The draft with them.
    """
    for name in dict.fromkeys([*plain.running.found, *own.running.found]):
        olds, news = (
            [plain_words(one.words) for one in view.running.found.get(name, ())] for view in (plain, own)
        )
        before, after = (_counted(" ".join(lines)) for lines in (olds, news))
        for what, i, j, k, end in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
            if what == "equal":
                continue
            pairs = (
                [*zip(olds[i:j], news[k:end], strict=True)]
                if j - i == end - k
                else [*((old, "") for old in olds[i:j]), *(("", new) for new in news[k:end])]
            )
            for was, now in pairs:
                yield ChangedLine(name, was, now, before, after)


def _names_behind(one: Proposal) -> Iterator[str]:
    """The names of those whose proposal it is that stand behind what they have in brackets in it."""
    for each in bracketed_in(one.to.above):
        yield from (name for wish in each.wishes if not wish.says for name in wish.by if name in one.by)


def _counted(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))
