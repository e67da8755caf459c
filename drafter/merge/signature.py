"""What of a clause is compared in a merge: the words of its wordings, their sources and their sponsors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from drafter.brackets import is_bracketed
from drafter.draft.clause import Clause, Line
from drafter.draft.variant import Variant
from drafter.draft.wording import end_of_words
from drafter.form.glossary import load_glossary
from drafter.text.differences import begin_alike, what_it_rewords
from drafter.text.italics import Ranges, italics_within, marked, with_single_blanks
from drafter.text.similarity import words_of
from drafter.text.words import excerpt

# The words, the sources and the sponsors of each wording of a clause: what is compared.
Signature = tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]
_AROUND = 2  # words that are shown on both sides of a change
_LONGEST = 24  # words of a change that are shown
_OPENING = 12  # characters by which a line is found again
_MARKS = r"[*\\]*"

# The words of a clause without what drafter itself puts around them: brackets, and the closing mark


def bare(text: str) -> str:
    """A clause's words alone: its place asks for the closing mark, and drafter for the brackets."""
    words = " ".join(text.split())
    words = words.rstrip(" .;")[1:-1].strip() if is_bracketed(words) else words
    return words[: end_of_words(words, " .;")].rstrip()  # in a preamble a comma is its author's


def bare_words(text: str, italics: Ranges) -> str:
    """The same, with marks of italics."""
    text, italics = with_single_blanks(text, italics)
    words = bare(text)
    start = max(text.find(words), 0)
    return marked(words, italics_within(italics, start, start + len(words)))


def ended(text: str, italics: Ranges) -> str:
    """The words as they end, with marks of italics."""
    plain, italics = with_single_blanks(text, italics)
    return bare_words(text, italics) if is_bracketed(plain) else marked(plain, italics)


def in_lines(words: str, begins: Iterable[str]) -> str:
    """Words with a line feed before each of some lines, by what stands at their beginnings."""
    done = 0
    for line in begins:
        opening = " ".join(line[:_OPENING].split()).rstrip(" .;")
        # Marks of italics may stand between its characters.
        found = re.compile(_MARKS.join([" ", *map(re.escape, opening)])).search(words, done)
        if opening and found:
            done = found.start() + 1
            words = f"{words[: done - 1]}\n{words[done:]}"
    return words


# What is compared, and what is shown of a change


def signature_of(line: Line) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """A printed wording, as it is compared."""
    words = bare_words(line.text, line.italics)
    if line.has_own_brackets:
        words = f"[{words}]"
    return in_typed_lines(line, words), frozenset(line.sources), line.by


def in_typed_lines(line: Line, words: str) -> str:
    """Words of a printed wording in the lines that a person typed; those that drafter sets are none."""
    return in_lines(words, (line.text[start:] for start in line.subparagraphs)) if line.levels else words


def words_of_variant(variant: Variant) -> str:
    """The words of a wording alone, with the brackets that people put around all of their own."""
    words = bare_words(variant.text, variant.italics)
    if variant.is_own and is_bracketed(variant.text):
        words = f"[{words}]"
    return in_lines(words, (variant.text[start:] for start in variant.lines))


def signature(clause: Clause) -> Signature:
    """A clause as drafter printed it, or would print it today."""
    return tuple(map(signature_of, clause.lines))


def written_short(text: str) -> str:
    """A text’s words with its abbreviations unspelt, to compare it loosely."""
    return "".join(words_of(load_glossary().shortened(text)))


def went_and_came(was: Signature, now: Signature) -> tuple[str, str]:
    """What went and what came, wording by wording; whose proposal one is, where that alone was changed."""
    if len(was) != len(now):
        stood, stand = {one[0] for one in was}, {one[0] for one in now}
        gone = [f"{text}{_behind(by)}" for text, _, by in was if text not in stand]
        are_more, others = len(now) > len(was), [one for one, *_ in was]
        come = [
            f"{_beside(text, others) if are_more else text}{_behind(by)}"
            for text, _, by in now
            if text not in stood
        ]
        return (
            _counted(was, gone, "goes" if len(gone) == 1 else "go"),
            _counted(now, come, "is new" if len(come) == 1 else "are new"),
        )
    pairs = [
        (text, words) if text != words else (f"({', '.join(by)})", f"({', '.join(names)})")
        for (text, _, by), (words, _, names) in zip(was, now, strict=True)
        if text != words or by != names
    ]
    changed = [shown_change(text.split(), words.split()) for text, words in pairs]
    return " / ".join(old for old, _ in changed), " / ".join(new for _, new in changed)


def _counted(every: Signature, shown: Sequence[str], how: str) -> str:
    """How many wordings there are, and some of them: where others stay, what of these."""
    count = f"{len(every)} {'wording' if len(every) == 1 else 'wordings'}"
    which = f", of which {how}" if len(shown) < len(every) else ""
    return f"{count}{which}: {' / '.join(shown)}" if shown else count


def _behind(by: Sequence[str]) -> str:
    """Names as they stand behind words; nothing where there are none."""
    return f" ({', '.join(by)})" if by else ""


def _beside(text: str, others: Sequence[str]) -> str:
    """A wording that came, and what differs in it from the one that it rewords."""
    differs = what_it_rewords(text, others)
    return f"{excerpt(text)}: {'; '.join(differs)}" if differs else text


def shown_change(old: list[str], new: list[str]) -> tuple[str, str]:
    """What went and what came, each with a few words around it: what they have in common is left out."""
    start = begin_alike(old, new)
    end = begin_alike(old[start:][::-1], new[start:][::-1])
    return _part(old, start, end), _part(new, start, end)


def uncut(shown: str) -> str:
    """What such a change shows, without the signs of what is left out around it."""
    return shown.removeprefix("… ").removesuffix(" …")


def _part(words: list[str], start: int, end: int) -> str:
    """A text without the words that are common at its start and at its end."""
    start, end = max(start - _AROUND, 0), max(end - _AROUND, 0)
    shown = words[start : len(words) - end]
    if len(shown) > _LONGEST:
        shown = [*shown[: _LONGEST // 2], "…", *shown[-_LONGEST // 2 :]]
    return f"{'… ' if start else ''}{' '.join(shown)}{' …' if end else ''}"
