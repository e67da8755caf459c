"""What people type behind the words of a wording: names of those who propose it, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from drafter.brackets import (
    DELETE,
    Wish,
    bracketed_in,
    in_full,
    is_bracketed,
    is_listed,
    names_in,
    sponsors_behind,
)
from drafter.docx.parts.styles import ParagraphRole
from drafter.draft.typesetting import sign_at
from drafter.merge.sides.typed_status import Statuses
from drafter.phrases import Phrases
from drafter.returned.returned_line import ReturnedLine
from drafter.sources import Source
from drafter.text.italics import Ranges, without_stretch
from drafter.text.own_brackets import HELD, HELD_ANY, OWN_BRACKETS

# “(Norway: delete; Chile: retain)”: each of them says what it would have done.
_WISH = rf"(?:[^();]|{OWN_BRACKETS})+: [^();]+"
_WISHES = re.compile(rf"\s*\({_WISH}(?:;{_WISH})*\)(?P<end>[.;]?)\s*$")
_ROUND = re.compile(rf"\(({HELD_ANY}+)\)")
_LAST_ROUND = re.compile(rf"\(({HELD_ANY}+)\)(?=[.;]?\s*$)")
_SQUARE = re.compile(rf"\[(?P<held>{HELD}+: {HELD}+)\]")
_SAYS = (DELETE, "retain")
_ENDS = (".", ";", ",", "]")
# “Commit ourselves to: (Brazil)”, “Commit ourselves to (Brazil):”
_NAMES = rf"(?:[^()\[\]:]|{OWN_BRACKETS})+"
_AT_LEAD = re.compile(rf"(?P<mark>[:;,]?)(?P<group>\s*\((?P<names>{_NAMES})\))[:;,]?\s+$")


class TypedBehind:
    """Tells words from what is typed behind them.

    Args:
        phrases: The form's, which say how a status is printed.
        delegations: Those that can be sponsors; anybody where none are listed.
        names: Those that stand whole where names stand in a row.
        short: How they may be called in short, in small letters → the name.

    Attributes:
        statuses: How a status is printed.
    """

    def __init__(
        self,
        phrases: Phrases,
        delegations: Collection[str],
        names: Collection[str],
        short: Mapping[str, str],
    ) -> None:
        self._listed, self._names = tuple(delegations), names
        self._short = short
        self.statuses = Statuses(phrases, names)

    def with_round_wishes(self, line: ReturnedLine) -> ReturnedLine:
        """A line with the wishes that were typed in square brackets, “[Norway: delete]”, in round ones.

        So they are read behind words, behind a bracket and behind names; what was printed stays, and so does
        what may be words: “[see: below]”.

        Args:
            line: The line.
        """
        was = line.printed.text if line.printed else ""
        text, behind = (self._in_round(words, was) for words in (line.text, line.behind))
        return replace(line, text=text, behind=behind) if (text, behind) != (line.text, line.behind) else line

    def is_wish_alone(self, text: str) -> bool:
        """Whether a text is nothing but wishes, so that it is no words of a paragraph.

        Args:
            text: The text.
        """
        words = self._in_round(text.strip(" .;"), "")
        typed = _WISHES.search(words)
        while typed and self._wishes_in(typed[0]):
            words = words[: typed.start()]
            if not words.strip(" .;"):
                return True
            typed = _WISHES.search(words)
        return False

    def _in_round(self, text: str, was: str) -> str:
        """A text with wishes in square brackets in round ones, where nothing but others stand behind them."""
        for found in reversed([*_SQUARE.finditer(text)]):
            start, end = found.span()
            behind = _ROUND.sub("", text[end:]).strip(" .;,")
            is_behind = not behind or text[:start].rstrip().endswith("]")
            if found[0] in was or not is_behind or not self._are_wishes(found["held"]):
                continue
            # As long as it was: italics stay in their places.
            text = f"{text[:start]}({found['held']}){text[end:]}"
        return text

    def _are_wishes(self, held: str) -> bool:
        """Whether what a square bracket holds are wishes: of known names, or to delete or to retain."""
        wishes = [wish for one in bracketed_in(f"[…] ({held})") for wish in one.wishes]
        return bool(wishes) and all(
            wish.says.casefold() in _SAYS or (wish.says and self.are_known(map(self.whole, wish.by)))
            for wish in wishes
        )

    def with_wishes_apart(self, line: ReturnedLine) -> ReturnedLine:
        """A line with wishes that stand among the names of those who propose it in brackets of their own.

            (Egypt; Japan: delete)    (Egypt) (Japan: delete)
            (Egypt: delete)           (Egypt) (Egypt: delete), where Egypt proposes it

        Behind a new paragraph they stand so, too.

        Args:
            line: The line.
        """
        printed = line.printed
        if printed and not (printed.sponsors or printed.support):
            return line
        if printed is None and self._ends_in_a_bracket(_LAST_ROUND.sub("", line.text)):
            return line
        by, sponsors = (printed.by, printed.sponsors) if printed else ((), "")

        def apart(found: re.Match[str]) -> str:
            names, wishes, own = list[str](), list[str](), list[str]()
            for part in found[1].split(";"):
                who, colon, says = part.partition(":")
                every = names_in(who, self._names)
                # Who proposes it stands there already, before a comma, too.
                theirs = [name for name in every if name in by] if colon else every
                others = [name for name in every if name not in theirs]
                is_wish = colon and not (theirs and others)
                names += [] if is_wish else [", ".join(theirs) if colon else part.strip()]
                wishes += [f"{', '.join(every if is_wish else others)}:{says}"] if colon else []
                own += theirs if is_wish else []
            names = names or ([] if sponsors in f"{line.text} {line.behind}" else own)
            return f"({'; '.join(names)}) ({'; '.join(wishes)})" if names and wishes else found[0]

        behind, text = _ROUND.sub(apart, line.behind), line.text
        if not line.behind:
            text = _LAST_ROUND.sub(apart, text)
        return replace(line, behind=behind, text=text)

    def without_status(self, line: ReturnedLine, text: str) -> tuple[str, str]:
        """A text without a status typed behind it, and that; printed ones are no words, and are not there."""
        found = self.statuses.behind(text)
        if found is None or (line.printed and self.statuses.behind(line.printed.text)):
            return text, ""
        return text[: found.start()] + found["end"].strip(), found["status"]

    def without_wishes(self, line: ReturnedLine, text: str) -> tuple[str, tuple[Wish, ...], tuple[Wish, ...]]:
        """A text without the wishes behind it, and those that were not printed there: of it, and of all.

        Of all of the clause are those behind what leads over to that, “Whole paragraph:”.

        Printed ones may have lost their style with a name.

        Args:
            line: The line.
            text: Its words.
        """
        printed = line.printed
        lead = printed.lead if printed and printed.lead in line.behind else ""
        there = self._parted(f"{printed.status} {printed.wishes}" if printed else "", lead)
        found = self._parted(line.behind, lead)
        typed = None if printed and _WISHES.search(printed.text) else _WISHES.search(text)
        own = self._wishes_in(typed[0]) if typed else []
        if typed and own and self._is_of_all(line, text[: typed.start()], own):
            whole = line.paragraph.text
            is_of_all = bool(lead) and whole.rfind(typed[0].strip()) > whole.find(lead)
            found[is_of_all].extend(own)
            text = text[: typed.start()] + typed["end"]
        new = (
            dict.fromkeys(one for one in now if one not in was) for was, now in zip(there, found, strict=True)
        )
        of_it, of_all = (tuple(Wish((name,), says) for name, says in each) for each in new)
        return text, of_it, of_all

    def _parted(self, words: str, lead: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The wishes before what leads over to those of all of a clause, and these."""
        before, _, behind = words.partition(lead) if lead else (words, "", "")
        return self._wishes_in(before), self._wishes_in(behind)

    def _is_of_all(self, line: ReturnedLine, words: str, wishes: Iterable[tuple[str, str]]) -> bool:
        """Whether wishes are of all of a text, and not of what stands in brackets at its end.

        Somebody may have put all of it in brackets: “[…] (Norway: delete)”.
        """
        printed, wishes = line.printed, [*wishes]
        if printed and (printed.wishes or (is_bracketed(words) and not is_bracketed(printed.text))):
            return True
        if printed is None and all(says == DELETE for _, says in wishes):
            return not self._ends_in_a_bracket(words)
        return self._is_behind_all(line, words, (name for name, _ in wishes))

    def _is_behind_all(self, line: ReturnedLine, words: str, names: Iterable[str]) -> bool:
        """Whether names stand behind all of a text, and not behind what stands in brackets at its end."""
        printed, before = line.printed, words.rstrip()
        if before.endswith("]"):
            is_printed = printed is not None and is_bracketed(printed.text) and not printed.has_own_brackets
            return is_printed and is_bracketed(before)
        return before.endswith(_ENDS) or self.are_known(names)

    def _ends_in_a_bracket(self, words: str) -> bool:
        """Whether words end with a bracket that holds some of them: names behind that are of it alone."""
        before = words.rstrip()
        return before.endswith("]") and not is_bracketed(before) and not self.statuses.behind(before)

    def _wishes_in(self, words: str) -> list[tuple[str, str]]:
        """Who wants what, one by one, by the names that the selection knows."""
        groups = (bracketed_in(f"[…] {group}") for group in re.findall(rf"\({HELD_ANY}+\)", words))
        every = (wish for group in groups for one in group for wish in one.wishes if wish.says)
        return [(self.whole(name), wish.says) for wish in every for name in wish.by]

    def in_full_within(self, text: str, was: str) -> str:
        """Words with the names behind brackets as the selection has them; those that stood there stay.

        Args:
            text: The words.
            was: As they were printed; empty where they were not.
        """
        there = {name for one in bracketed_in(was) for wish in one.wishes for name in wish.by}
        for one in sorted(bracketed_in(text), key=lambda one: -one.end):
            behind = text[one.end : one.wishes_end]
            done = 0  # one name may be part of another's
            for name in [name for wish in one.wishes for name in wish.by]:
                start = behind.find(name, done)
                if start >= 0:
                    whole = name if name in there else self.whole(name)
                    behind = behind[:start] + whole + behind[start + len(name) :]
                    done = start + len(whole)
            text = text[: one.end] + behind + text[one.wishes_end :]
        return text

    def names_put_last(self, line: ReturnedLine, text: str, italics: Ranges) -> tuple[str, Ranges]:
        """Words in lettered lines with the names that somebody typed behind what leads over to these last.

        There names of all of a paragraph stand. Before the mark, “to (Brazil):”, only known ones are names.

        Args:
            line: The line.
            text: Its words.
            italics: Where in these italics begin and end.
        """
        whole = line.paragraph.text
        first = next((whole[at:] for at in line.paragraph.lines if sign_at(whole[at:])), "")
        lead = text.partition(" ".join(first.split()[:2]))[0] if first else ""
        found = _AT_LEAD.search(lead)
        if found is None or (line.printed and found["group"].strip() in line.printed.text):
            return text, italics
        names, last = (
            names_in(found["names"], self._names),
            sponsors_behind(line.behind or text, self._names)[1],
        )
        are_names = self.are_known(names) or (found["mark"] and self.may_be_names(names))
        if not are_names or not (set(names) <= set(last) or not last):
            return text, italics
        start, end = found.span("group")
        text, italics = text[:start] + text[end:], without_stretch(italics, start, end)
        return text if last else f"{text} {found['group'].strip()}", italics

    def status_alone(self, text: str) -> str:
        """The status that is all of a paragraph; empty where it has words."""
        found = self.statuses.behind(text)
        return found["status"] if found and not (text[: found.start()] + found["end"]).strip(" .;,") else ""

    def without_names(self, line: ReturnedLine, text: str) -> tuple[str, tuple[str, ...]]:
        """A text without names typed behind a wording that drafter printed under nobody's, and these."""
        printed = line.printed
        if printed is None or printed.by or sponsors_behind(printed.text)[1]:
            return text, ()
        if not printed.support and (names := sponsors_behind(line.support, self._names)[1]):
            return text, names
        words, names = sponsors_behind(text, self._names)
        if self._ends_in_a_bracket(words):
            return text, ()
        are_names = words.rstrip().endswith(_ENDS) or self.are_known(names)
        return (words, names) if are_names else (text, ())

    def sponsors(
        self, line: ReturnedLine, text: str, cited: Sequence[Source] = ()
    ) -> tuple[str, tuple[str, ...]]:
        """Words of a new wording, and the names typed behind it: those who propose it.

        Where it cites something and has no closing mark, what brackets hold at its end, as “(the Nelson
        Mandela Rules)”, may be the source's; see ``_is_quoted``. Behind what is no version they are names of
        delegations or, where nobody says who is one, no abbreviations. The names behind an older one can be
        in no style any more, and more can stand behind them.

        Args:
            line: The line.
            text: Its words.
            cited: What its footnotes cite.
        """
        if line.printed and line.printed.sponsors and not sponsors_behind(line.printed.text)[1]:
            return self._more_sponsors(line, text)
        if line.clause is not None or line.paragraph.role is ParagraphRole.GUIDANCE:
            return text, ()
        words, typed = self._every_name(line.behind or text)
        if not line.behind and self._ends_in_a_bracket(words):
            return text, ()
        is_version = line.paragraph.role is ParagraphRole.VERSION
        if line.behind:
            words = text
        has_end = words.rstrip().endswith(_ENDS)
        names = tuple(one for one in typed if is_version or not self._listed or is_listed(one, self._listed))
        are_names = is_version or self._listed or has_end or not any(one.isupper() for one in names)
        is_theirs = line.behind or has_end or not line.notes or not self._is_quoted(line, text, typed, cited)
        return (words, names) if names and is_theirs and are_names else (text, ())

    def _in_full(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A text without the names behind it, and these as the selection has them: “G77” is the Group's."""
        words, names = sponsors_behind(text, self._names)
        return words, tuple(map(self.whole, names))

    def _every_name(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A text without all the names behind it, “(Chile) (Norway)”, and these, each once."""
        words, names = self._in_full(text)
        while names:
            before, more = self._in_full(words)
            is_at_end = before.rstrip().endswith(_ENDS) or self.are_known(more)
            is_behind_words = is_at_end and not self._ends_in_a_bracket(before)
            if not more or not (is_behind_words or not before.strip()):
                break
            words, names = before, (*more, *names)
        return words, tuple(dict.fromkeys(names))

    def whole(self, name: str) -> str:
        """A name as the selection has it: “G77” is the Group’s.

        Args:
            name: The name, as it is written.
        """
        return in_full(name, self._short, (*self._listed, *self._names))

    def _more_sponsors(self, line: ReturnedLine, text: str) -> tuple[str, tuple[str, ...]]:
        """Words of a wording behind which names were printed, and all that stand there now."""
        words, names = self._in_full(text)
        were = line.printed.sponsors if line.printed else ""
        there = self.sponsors_printed(line) if line.sponsors else ()
        if names and not line.sponsors and words.rstrip().endswith(were):
            words, there = words.rstrip().removesuffix(were), self._names_in(line, were)
        elif self._ends_in_a_bracket(words) or (
            line.sponsors and not self._is_behind_all(line, words, names)
        ):
            return text, ()
        return (words, tuple(dict.fromkeys([*there, *names]))) if names else (text, ())

    def sponsors_printed(self, line: ReturnedLine) -> tuple[str, ...]:
        """Whose proposal a wording is: as it is printed behind it; else as it was."""
        if line.printed is None or line.sponsors == line.printed.sponsors:
            return line.printed.by if line.printed else ()
        return self._names_in(line, line.sponsors)

    def named_in(self, text: str) -> set[str]:
        """The names that stand in round brackets anywhere in a text, as the selection has them."""
        return {self.whole(name) for one in _ROUND.findall(text) for name in names_in(one, self._names)}

    def _names_in(self, line: ReturnedLine, groups: str) -> tuple[str, ...]:
        """The names in round brackets, each once."""
        known = (*(line.printed.by if line.printed else ()), *self._names)
        every = (name for one in _ROUND.findall(groups) for name in names_in(one, known))
        return tuple(dict.fromkeys(map(self.whole, every)))

    def _is_quoted(
        self, line: ReturnedLine, text: str, names: Sequence[str], cited: Sequence[Source]
    ) -> bool:
        """Whether what brackets hold at the end of a text with a footnote is of the words that it cites.

        Where these are not at hand it is, unless it stands behind the mark or names whom the selection knows.
        """
        held = text[text.rstrip(" .;").rfind("(") :].rstrip(" .;")
        said = " ".join(held.split()).casefold()
        if any(said in " ".join(words.split()).casefold() for one in cited for words in one.wordings):
            return True
        place = (whole := line.paragraph.text).rfind(held)
        is_behind = any(
            mark.offset <= place and not whole[mark.offset : place].strip(" .;,")
            for mark in line.paragraph.marks
        )
        return not (is_behind or self.are_known(names) or (cited and all(one.wordings for one in cited)))

    def are_known(self, names: Iterable[str]) -> bool:
        """Whether all are names that the selection knows."""
        return all(is_listed(name, (*self._listed, *self._names)) for name in names)

    def may_be_names(self, names: Iterable[str]) -> bool:
        """Whether what stands in brackets can be names: where there is a list, one of them is listed."""
        return not self._listed or any(is_listed(name, (*self._listed, *self._names)) for name in names)

    def unlisted(self, line: ReturnedLine, text: str) -> tuple[str, ...]:
        """Names behind a new paragraph's words that are no delegation's.

        All of them alone they are read as words, abbreviations as what they are; beside others none is.
        """
        words, names = self._every_name(line.behind or text)
        if line.clause or not self._listed or (not line.behind and self._ends_in_a_bracket(words)):
            return ()
        others = tuple(one for one in names if not is_listed(one, self._listed))
        return others if len(others) < len(names) else tuple(one for one in others if not one.isupper())
