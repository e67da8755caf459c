"""Remarks in the margin: drafter's own, and those under a name that looks like its."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from drafter.check.everything.texts import Pairs
from drafter.check.finding import At, Finding, ShownText, finding
from drafter.check.harmless import as_read
from drafter.check.unreadable import described
from drafter.docx.reading.beside import Comment
from drafter.docx.reading.paragraphs import Paragraph
from drafter.draft.model import Draft
from drafter.problems import Severity
from drafter.returned.document import Returned
from drafter.text.looks import as_it_looks
from drafter.text.similarity import words_of
from drafter.text.words import excerpt

_LEAST_COVERED = 0.5  # of the words that a remark is about, and that still stand
_MANY_MORE = 5  # words of the same text; a word or two beside its own a hand takes along
_MOST_GONE = 3  # remarks of which each is told for itself
OWN_AUTHOR = "drafter"
_INITIALS = "d"
_BEHIND_A_NAME = re.compile(r"[\s([{,;:/–—-]+")
_OF_A_CHECK = re.compile(rf"(?:{'|'.join(str(one).capitalize() for one in Severity)}): ")


def remark_findings(returned: Returned, draft: Draft, pairs: Pairs) -> Iterator[Finding]:
    """Remarks of drafter's in the margin at another wording than they are about, hidden, or gone.

    And remarks under its name that it did not write, but for those that an earlier check wrote into a copy;
    those under a name that looks like its; and its own under the name of somebody else.
    """
    printed: Mapping[str, set[str]] = defaultdict(set)
    about: dict[str, tuple[str, str]] = {}  # the words that a remark is about, and all of their text
    for clause in draft.printed:
        for number, line in enumerate(clause.lines):
            if line.remark:
                key = f"{clause.id}/{number}"
                printed[as_read(line.remark.text)].add(key)
                about[key] = (line.remark.words or line.text, line.text)
    own = {one.id: one.text for one in returned.document.comments if one.author == OWN_AUTHOR}
    hidden = {
        one.id: said
        for one in returned.document.comments
        if one.author == OWN_AUTHOR and (said := described(one.unreadable, one.text))
    }
    others = {
        one.id: one for one in returned.document.comments if one.author != OWN_AUTHOR and not one.is_resolved
    }
    signed = dict(_signed_otherwise(returned.document.comments, printed))
    below = {
        one.id: one.answers or "nobody"
        for one in returned.document.comments
        if one.id in own and one.answers is not None and one.answers != OWN_AUTHOR
    }
    keys_at = {now.paragraph.place: now.key for _, now in pairs}
    there = frozenset(keys_at.values())
    for paragraph in (one for one in returned.document.paragraphs if one.comments):
        yield from _of_others(
            paragraph, [others[one] for one in paragraph.comments if one in others], printed
        )
        key = keys_at.get(paragraph.place, "")
        yield from _as_shown(paragraph, own, hidden, signed, below)
        for given, text in ((one, own[one]) for one in paragraph.comments if one in own):
            keys = printed.get(as_read(text))
            texts, at = [ShownText("The remark", text)], At(place=paragraph.place)
            # Where its own wording stands by itself no more, that is told: it may have been run together.
            if keys and key and key not in keys and not keys.isdisjoint(there):
                yield finding(at, "remark-elsewhere", texts=texts, words=excerpt(text))
            elif keys and key in keys:
                covered = returned.document.commented.get(given, {})
                yield from _put_elsewhere(at, text, about[key], covered, paragraph, keys_at)
            elif not keys and not _OF_A_CHECK.match(text):
                yield finding(at, "remark-elsewhere/words", texts=texts, words=excerpt(text))
    yield from _remarks_gone(own, printed, pairs)


def _as_shown(
    paragraph: Paragraph,
    own: Mapping[str, str],
    hidden: Mapping[str, str],
    signed: Mapping[str, str],
    below: Mapping[str, str],
) -> Iterator[Finding]:
    """Remarks of drafter's at a paragraph that are hidden, signed otherwise, or set below those of others."""
    at = At(place=paragraph.place)
    for given in paragraph.comments:
        if given in hidden:
            yield finding(at, "remark-elsewhere/hidden", said=hidden[given])
        if given in signed:
            yield finding(at, "remark-elsewhere/signed", words=excerpt(own[given]), said=signed[given])
        if given in below:
            yield finding(at, "remark-elsewhere/answer", words=excerpt(own[given]), author=below[given])


def _signed_otherwise(comments: Sequence[Comment], printed: Container[str]) -> Iterator[tuple[str, str]]:
    """Remarks of drafter's with other initials than it gives them, or another date than all others have.

    All of a draft have one date, or none; programs that save it change all of them alike.
    """
    own = [one for one in comments if one.author == OWN_AUTHOR and as_read(one.text) in printed]
    dates = Counter(one.date for one in own).most_common(1)
    for one in own:
        if one.initials.casefold() not in ("", _INITIALS):
            yield one.id, f"the initials “{one.initials}”"
        elif one.date not in ("", dates[0][0]):
            yield one.id, f"the date {one.date}"


def _put_elsewhere(
    at: At,
    text: str,
    printed: tuple[str, str],
    covered: Mapping[int, str],
    paragraph: Paragraph,
    keys_at: Mapping[int, str],
) -> Iterator[Finding]:
    """A remark at its own wording that is put to other words of it, or to another wording as well.

    Args:
        at: Where the remark stands.
        text: The remark.
        printed: The words that it is about, and all of their text.
        covered: The words that it is put to, by the places of their paragraphs.
        paragraph: That in which it stands.
        keys_at: Place → the wording that stands there.
    """
    if not any(one.strip() for one in covered.values()):  # programs keep a point, or nothing
        return
    texts, about = [ShownText("The remark", text)], printed[0]
    stands = Counter(words_of(about)) & Counter(words_of(paragraph.text))
    own = covered.get(paragraph.place, "")
    if (stands & Counter(words_of(own))).total() < stands.total() * _LEAST_COVERED:
        now = own if own.strip() else " ".join(covered.values())
        yield finding(
            at,
            "remark-elsewhere/within",
            texts=texts,
            words=excerpt(text),
            now=excerpt(now),
            was=excerpt(about),
        )
    yield from _put_to_more(at, text, printed, own)
    others = [
        words
        for place, words in covered.items()
        if place != paragraph.place and keys_at.get(place) and words.strip()
    ]
    if others:
        yield finding(at, "remark-elsewhere/over", texts=texts, words=excerpt(text), now=excerpt(others[0]))


def _put_to_more(at: At, text: str, printed: tuple[str, str], now: str) -> Iterator[Finding]:
    """A remark on some words of a text that is put to many others of it as well.

    Args:
        at: Where the remark stands.
        text: The remark.
        printed: The words that it is about, and all of their text; what people put in between is none of it.
        now: The words that it is put to.
    """
    about, every = (Counter(words_of(one)) for one in printed)
    more = (Counter(words_of(now)) & every) - about
    if more.total() >= max(_MANY_MORE, about.total()):
        texts, key = [ShownText("The remark", text)], "remark-elsewhere/more"
        yield finding(at, key, texts=texts, words=excerpt(text), now=excerpt(now), was=excerpt(printed[0]))


def _of_others(
    paragraph: Paragraph, comments: Sequence[Comment], printed: Mapping[str, set[str]]
) -> Iterator[Finding]:
    """Remarks by somebody who looks like drafter, and drafter's by somebody else."""
    for comment in comments:
        # “drafter (checked)” is read as drafter's, too.
        first, *_ = _BEHIND_A_NAME.split(comment.author.strip(), maxsplit=1)
        is_alike = OWN_AUTHOR in (as_it_looks(comment.author), as_it_looks(first))
        if is_alike or as_read(comment.text) in printed:
            yield finding(
                At(place=paragraph.place),
                f"remark-elsewhere/{'alike' if is_alike else 'author'}",
                texts=[ShownText("The remark", comment.text)],
                words=excerpt(comment.text),
                author=comment.author or "nobody",
            )


def _remarks_gone(own: Mapping[str, str], printed: Mapping[str, set[str]], pairs: Pairs) -> Iterator[Finding]:
    """Remarks of drafter's that are neither at their own wording nor at another, nor there in other words."""
    at = [{as_read(own[one]) for one in now.paragraph.comments if one in own} for _, now in pairs]
    left = Counter(text for each in at for text in each)
    left.subtract(as_read(was.remark) for was, _ in pairs if was and was.remark)
    gone = [
        (now.paragraph.place, was.remark)
        for (was, now), there in zip(pairs, at, strict=True)
        if was
        and was.remark
        and left[as_read(was.remark)] < 0
        and as_read(was.remark) not in there
        and there <= printed.keys()
    ]
    several = len(gone) > _MOST_GONE
    for place, text in gone[: 1 if several else None]:
        texts, key = [ShownText("The remark", text)], f"remark-gone{'/several' if several else ''}"
        yield finding(At(place=place), key, texts=texts, words=excerpt(text), count=len(gone))
