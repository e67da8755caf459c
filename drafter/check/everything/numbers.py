"""The numbers that Word shows before paragraphs, against those that belong there.

Counted is what stands in the file: a clause that was taken out, put in or moved has those behind it numbered
anew, which is what numbering is for. A number that does not follow from the ones before it was typed, taken
out, begun anew or shown in another form. And it says how far in a paragraph stands, whose it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from drafter.check.everything.printed import PrintedText
from drafter.check.everything.seen import SeenText
from drafter.check.finding import NOWHERE, At, Finding, finding
from drafter.check.harmless import as_number
from drafter.text.words import letter_of, whole, without_unseen

_OF_PARAGRAPH = re.compile(r"(\d{1,6})")
_OF_LETTER = re.compile(r"(\d{1,6}) ?\(([a-z]{1,3})\)")
_OF_GUIDANCE = re.compile(r"G\.?(\d{1,6})", re.IGNORECASE)
_CORE = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_MAIN = "main"
_CENTIMETRE = 72 / 2.54  # in points
_A_LEVEL = (
    0.98 * _CENTIMETRE
)  # by which the letters of subparagraphs are printed further in, as Word rounds it
_MOST_LETTERS = 26 * 3
_FEWEST_OF_ALL = 3  # paragraphs of a kind


def number_findings(
    pairs: Iterable[tuple[PrintedText | None, SeenText]],
    at: Callable[[SeenText], At],
    others: Sequence[Mapping[str, str]] = (),
    forms: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Finding]:
    """Every number that does not belong where it stands, once: those behind it are counted on from it.

    Args:
        pairs: What is seen, in order, with what it was printed as.
        at: Says where something is that is seen.
        others: Clause id → its number where tracked changes are counted, each way.
        forms: How the first number of each kind (``PrintedText.counts``) was printed, where that is known.
    """
    numbered = _Numbered(at, forms)
    pairs = list(pairs)
    there = {was.clause.id for was, _ in pairs if was is not None and was.clause and not was.line}
    with_others = {was.clause.id for was, _ in pairs if was is not None and was.clause and was.line}
    for was, now in pairs:
        label, _ = without_unseen(now.paragraph.label)
        if was is None:
            if label and not now.text.strip():
                yield finding(at(now), "number-changed/empty", now=label)
            numbered.take_if_next(label)
        elif was.line and was.clause and was.clause.id not in there:
            continue  # its paragraph is gone, and that is told
        else:
            if was.counts:
                yield from numbered.of(was, now, label)
            else:
                shown = [labels[was.clause.id] for labels in others if was.clause and was.clause.id in labels]
                yield from _of_wording(was, now, numbered.count, shown, at)
            # A first wording that stands alone needs nothing that tells it from others.
            if was.clause and not was.line and (now.paragraph.repetition or was.clause.id in with_others):
                yield from _of_label(was.clause.lines[0].cited_as, now, at)
    yield from numbered.without()


def set_in_findings(
    pairs: Iterable[tuple[PrintedText | None, SeenText]], at: Callable[[SeenText], At]
) -> Iterator[Finding]:
    """Every numbered paragraph further in than those like it, as if it were a part of the one before.

    Args:
        pairs: As above.
        at: Likewise.
    """
    alike: dict[str, list[SeenText]] = defaultdict(list)
    for was, now in pairs:
        if was is not None and was.counts:
            alike[was.counts].append(now)
    for several in alike.values():
        ((usual, _),) = Counter(one.paragraph.begins for one in several).most_common(1)
        for one in several:
            if (aside := one.paragraph.begins - usual) >= _A_LEVEL:
                yield finding(at(one), "set-in", cm=f"{aside / _CENTIMETRE:.1f}")


class _Numbered:
    """The numbers of paragraphs that have one of their own, one after the other.

    Args:
        at: Says where something is that is seen.
        forms: See ``number_findings``.
    """

    def __init__(self, at: Callable[[SeenText], At], forms: Mapping[str, str]) -> None:
        self._at, self._forms = at, forms
        self.count = _Count()
        self._meant = _Count()  # the same, as if those that were told were right
        self._shapes: set[str] = set()  # forms of numbers that were told
        self._kinds: Counter[str] = Counter()  # how many paragraphs of each kind there are
        self._without: dict[str, list[Finding]] = defaultdict(list)  # those that have no number any more
        self._is_bare = False  # whether the last paragraph that was counted by itself has no number any more

    def take_if_next(self, label: str) -> None:
        """Count a paragraph that people put in, if it is numbered on."""
        self.count.take_if_next(label)
        self._meant.take_if_next(label)

    def of(self, was: PrintedText, now: SeenText, label: str) -> Iterator[Finding]:
        """What is wrong with the number of the next paragraph, unless it has none any more."""
        self._kinds[was.counts] += 1
        follows, belongs = self.count.next(was.counts), self._meant.next(was.counts)
        if was.counts == _MAIN:
            self._is_bare = not label
        # Of letters below a paragraph that has lost its number, which is told, their own signs are right.
        is_own = self._is_bare and label == _own(belongs) != belongs
        if label in (follows, belongs) or is_own:
            self.count.take(belongs if is_own else label)
            self._meant.take(belongs if is_own else label)
            yield from self._of_form(now, label, self._forms.get(was.counts, ""))
            return
        self._meant.take(belongs)
        if not label:
            printed = was.clause.label if was.clause else belongs
            gone = finding(self._at(now), "number-changed/gone", belongs=belongs, was=printed)
            self._without[was.counts].append(gone)
        elif _is_in_other_form(label, belongs):
            self.count.take(belongs)
            yield from self._in_other_form(now, label, belongs, self._forms.get(was.counts, ""))
        else:
            yield finding(self._at(now), "number-changed", now=label, belongs=belongs)
            self.count.take(label if label[:1].isdigit() or _OF_GUIDANCE.fullmatch(label) else belongs)

    def without(self) -> Iterator[Finding]:
        """Each paragraph that has no number any more, and what to do where all of a kind have none."""
        for kind, several in self._without.items():
            is_all = len(several) == self._kinds[kind] > _FEWEST_OF_ALL
            hint = finding(NOWHERE, "number-changed/all-gone").hint if is_all else several[0].hint
            yield from (replace(one, hint=hint) for one in several)

    def _of_form(self, now: SeenText, label: str, form: str) -> Iterator[Finding]:
        """A right number in another form: “3” for “3.”; or “3 (b)”, with those of the levels above, below 3.

        Args:
            now: What stands there.
            label: Its number, as it is cited.
            form: How the first one like it was printed; empty where that is not known.
        """
        shown, own = without_unseen(now.paragraph.number)[0].strip(), _own(label)
        if form:
            if _shape(shown) != _shape(form):
                yield from self._in_form(now, shown, _in_the_form(form, label))
        elif shown.removesuffix(".") == label != own:
            yield from self._in_form(now, label, own)

    def _in_other_form(self, now: SeenText, label: str, belongs: str, form: str) -> Iterator[Finding]:
        """A number in another form, unless it is that above it which is, and is told."""
        shown, own = without_unseen(now.paragraph.number)[0].strip(), _in_the_form(form, belongs)
        if not form:
            yield from self._in_form(now, label, belongs)
        elif shown != own:
            yield from self._in_form(now, shown, own)

    def _in_form(self, now: SeenText, shown: str, belongs: str) -> Iterator[Finding]:
        """A number in another form than was printed, the first of its kind."""
        if (shape := _shape(shown)) not in self._shapes:
            self._shapes.add(shape)
            yield finding(self._at(now), "number-changed/form", now=shown, belongs=belongs)


def _shape(label: str) -> str:
    """A number without what counts in it."""
    return _CORE.sub(lambda core: core[0] if _is_word(core[0]) else "#" if core[0].isdigit() else "x", label)


def _in_the_form(form: str, label: str) -> str:
    """A number as it would have been printed: “12.” for the 12 of paragraphs of which the first was “1.”."""
    counted = [one for one in _CORE.findall(label) if not _is_word(one)]
    cores = [one for one in _CORE.finditer(form) if not _is_word(one[0])]
    for core, said in zip(reversed(cores), reversed(counted), strict=False):
        form = form[: core.start()] + said + form[core.end() :]
    return form


def _is_word(core: str) -> bool:
    """Whether it is neither figures, nor a letter, nor a Roman number: “Article”."""
    return not core.isdecimal() and not any(map(int, _values_of(core)))


def _is_in_other_form(label: str, belongs: str) -> bool:
    """Whether a number is shown with other signs or words around it, or as a Roman one or a letter."""
    cores, others = ([one for one in _CORE.findall(each) if not _is_word(one)] for each in (label, belongs))
    return len(cores) == len(others) and all(
        one.casefold() == other.casefold()
        or (other.isdecimal() and other in _values_of(one))
        or (one.isdecimal() and one == _values_of(other)[-1])  # “(1)” for “(a)”
        for one, other in zip(cores, others, strict=True)
    )


def _values_of(core: str) -> tuple[str, ...]:
    """What figures, a Roman number or a letter comes to, in figures."""
    if core.isdecimal():
        return (str(whole(core)),)
    roman, total = [_ROMAN.get(one, 0) for one in core.casefold()], 0
    for one, behind in zip(roman, [*roman[1:], 0], strict=True):
        total += one if one >= behind else -one
    letter = next((n for n in range(1, _MOST_LETTERS) if letter_of(n) == core.casefold()), 0)
    return (str(total if all(roman) else 0), str(letter))


def _of_wording(
    was: PrintedText, now: SeenText, count: _Count, shown: Sequence[str], at: Callable[[SeenText], At]
) -> Iterator[Finding]:
    """What tells a wording from the others of its clause; and numbers where none was printed."""
    paragraph = now.paragraph
    if was.clause is None:
        if paragraph.number and not was.text.startswith(paragraph.number):
            count.take_if_next(paragraph.label)
            yield finding(at(now), "number-changed/come", now=paragraph.label)
        return
    if not was.line:
        return
    printed = was.clause.lines[was.line].cited_as
    if told := [*_of_label(printed, now, at)]:
        yield from told
    elif was.clause.number and not was.clause.lines[was.line].leads_in and not paragraph.label:
        yield finding(at(now), "label-changed/number-gone", now=printed, was=f"{_own(count.last)} {printed}")
    elif was.clause.number and not was.clause.lines[was.line].leads_in:
        own = {
            as_number(one) for label in (was.clause.label, count.last, *shown) for one in (label, _own(label))
        }
        if as_number(paragraph.label) not in own:
            belongs = f"{_own(count.last)} {printed}"
            yield finding(
                at(now), "label-changed/number", now=f"{paragraph.label} {printed}", belongs=belongs
            )


def _of_label(printed: str, now: SeenText, at: Callable[[SeenText], At]) -> Iterator[Finding]:
    """A label that tells a wording from the others of its clause, and came, went or is another."""
    stands = now.paragraph.repetition
    if printed.casefold() != stands.casefold():
        way = "" if printed and stands else "/gone" if printed else "/come"
        yield finding(at(now), f"label-changed{way}", now=stands, was=printed)


def _own(label: str) -> str:
    """The number that stands before a paragraph itself: “(b)” of “3 (b)”."""
    return label[label.find("(") :] if "(" in label else label


class _Count:
    """Numbers of paragraphs, their letters, and guidance, as Word counts them."""

    def __init__(self) -> None:
        self._main = self._letter = self._guidance = 0
        self.last = ""  # the number of the paragraph before

    def next(self, kind: str) -> str:
        """The number that belongs before the next paragraph of a kind."""
        if kind == "guidance":
            return f"G.{self._guidance + 1}"
        if kind == "letter":
            return f"{self._main} ({letter_of(self._letter + 1)})"
        return str(self._main + 1)

    def take(self, label: str) -> None:
        """Count on from a number."""
        self.last = label
        if found := _OF_GUIDANCE.fullmatch(label):
            self._guidance = whole(found[1])
        elif found := _OF_LETTER.fullmatch(label):
            letters = (n for n in range(1, _MOST_LETTERS) if letter_of(n) == found[2])
            self._main, self._letter = whole(found[1]), next(letters, self._letter + 1)
        elif found := _OF_PARAGRAPH.match(label):
            self._main, self._letter = whole(found[1]), 0

    def take_if_next(self, label: str) -> None:
        """Count a paragraph that people put in, if it is numbered on."""
        if label and label in (self.next("main"), self.next("letter"), self.next("guidance")):
            self.take(label)
