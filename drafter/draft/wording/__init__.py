"""Words a recommendation as a clause, by few and recorded changes.

A clause consists of the words of its sources. Every change is an ``Edit`` that can be undone: a reviewer sees
each change, and a test can prove that there is no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct, field

from drafter.draft.model import Edit
from drafter.form.outline import Voice
from drafter.matrix.kinds import Rule, Rules, Verbs
from drafter.phrases import Phrases, load_phrases
from drafter.text import split_sentences

# Verbs that are often followed by a name.
_VERBS_BEFORE_NAMES = frozenset("Assist Call Encourage Enable Help Invite Request Support Urge".split())
_FUTURE = re.compile(r"\bfuture ([A-Z]\w+) [Dd]eclaration\b")
_AFTER_BLANK = re.compile(r"[,;.](?<=\s.)(?=\s|$)", re.DOTALL)
# “Their” with no plural before it that it could mean.
_THEIR = re.compile(r"(?:(?!\w+s\b)[\w’-]+ )*?their\b")
_AND_TO = re.compile(r"\band (?P<out>to )(?=[a-z]+ )")
_SHOULD_AGAIN = re.compile(r"\band (?P<out>should )(?=[a-z])")
_ABBREVIATED_END = re.compile(r"\b(?:etc|i\.e|e\.g)$")


def apply(text: str, edit: Edit) -> str:
    """Return the text after a change."""
    return text[: edit.start] + edit.inserted + text[edit.start + len(edit.removed) :]


def undo(text: str, edits: Iterable[Edit]) -> str:
    """Return the text before some changes, which were made in their order."""
    for edit in reversed(list(edits)):
        text = apply(text, Edit(edit.start, edit.inserted, edit.removed, edit.why))
    return text


class Rewording(Struct):
    """A text on its way from source to clause.

    Attributes:
        text: Its present words.
        edits: The changes so far, in order.
        phrases: The phrases that name the changes.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    phrases: Phrases = field(default_factory=load_phrases)

    def change(self, start: int, end: int, inserted: str, why: str, **facts: str) -> None:
        """Replace a stretch, unless that changes nothing.

        Args:
            start: Where it begins.
            end: Where it ends.
            inserted: The words that replace it.
            why: The key of the phrase for this change.
            facts: The facts in that phrase.
        """
        removed = self.text[start:end]
        if removed != inserted:
            edit = Edit(start, removed, inserted, self.phrases.say(why, **facts))
            self.text = apply(self.text, edit)
            self.edits += (edit,)

    def take_out(self, pattern: re.Pattern[str], why: str) -> None:
        """Remove the group “out” wherever a pattern is found.

        The other groups are facts of the phrase.
        """
        while match := pattern.search(self.text):
            start, end = match.span("out")
            self.change(start, end, "", why, **match.groupdict())


class Rewriter(Struct, frozen=True):
    """Words the recommendations of one matrix as clauses.

    Attributes:
        rules: The rules on narrative, frames and guidance.
        names: Matches the names of the future declaration in the matrix; None where it has none.
    """

    rules: Rules
    names: re.Pattern[str] | None = None
    phrases: Phrases = field(default_factory=load_phrases)

    def word(self, source: str, voice: Voice, *, guidance_rule: Rule | None = None) -> Rewording:
        """Word a recommendation as a clause, without its closing punctuation.

        Args:
            source: The recommendation's text, verbatim.
            voice: The voice of the clause's part.
            guidance_rule: The rule that makes a clause of guidance; None for all else.
        """
        wording = Rewording(source, phrases=self.phrases)
        if voice is Voice.VERBATIM:
            return wording
        _remove_frames(wording, self.rules)
        _set_narrative_aside(wording, self.rules)
        _join_sentences(wording)
        _remove_blanks(wording)
        if guidance_rule:
            _take_substance(wording, guidance_rule)
        if self.names:
            _speak_of_itself(wording, self.names)
        if voice is Voice.INFINITIVE:
            _put_to(wording, self.rules.verbs)
        elif voice is Voice.FIRST_PERSON:
            _put_we(wording, self.rules)
        elif wording.text.startswith(("To ", "to ")) and self.rules.verbs.at(wording.text, 3):
            wording.change(0, 4, wording.text[3].upper(), "to-out")
            wording.take_out(_AND_TO, "to-out")
        return wording


def names_of_declaration(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for the names of the declaration in recommendations.

    Some recommendations call it “the future … declaration”; the same name without “future” means it too.
    The name of an earlier declaration (“the Doha Declaration”) is not among them.

    Args:
        texts: The texts of all recommendations.
    """
    names = {match[1] for text in texts if "future " in text for match in _FUTURE.finditer(text)}
    if not names:
        return None
    return re.compile(rf"\b[Tt]he (?:future )?(?:{'|'.join(map(re.escape, sorted(names)))}) [Dd]eclaration\b")


def close(wording: Rewording, mark: str) -> None:
    """Give a clause its closing punctuation; a colon at its end stays.

    Args:
        wording: The clause; changed in place.
        mark: ";" or ".".
    """
    start, end = end_of_words(wording.text, " .;,"), len(wording.text)
    signs = wording.text[start:end]
    if not wording.text[:start].endswith(":"):
        wording.change(start, end, mark, "mark-replaced" if signs else "mark-added", signs=signs, mark=mark)


def end_of_words(text: str, marks: str) -> int:
    """Return where the words of a text end.

    The full stop of an abbreviation belongs to the words.

    Args:
        text: The text.
        marks: The punctuation that may follow its words.
    """
    end = len(text.rstrip(marks))
    is_abbreviation = text[end:].startswith(".") and _ABBREVIATED_END.search(text, max(0, end - 3), end)
    return end + 1 if is_abbreviation else end


def _remove_frames(wording: Rewording, rules: Rules) -> None:
    """Remove one frame after another from around a recommendation."""
    while found := rules.frame_in(wording.text):
        start, end, words = found
        frame = wording.text[start:end].strip(". ")
        is_left_out = len(words) == 1  # the first letter of what follows: nothing replaces the frame
        if is_left_out:
            wording.change(start, end, words, "frame-out", words=frame[:-1].strip())
        else:
            wording.change(start, end, words, "frame-said", frame=frame, words=words.strip(", "))
        pronoun = _THEIR.match(wording.text, start) if is_left_out else None
        if pronoun:  # the frame named the States, who speak of themselves in the clause
            wording.change(pronoun.end() - len("their"), pronoun.end(), "our", "their-own")


def _set_narrative_aside(wording: Rewording, rules: Rules) -> None:
    """Set aside narrative sentences, while another sentence remains."""
    while found := rules.narrative_in(wording.text):
        start, end, words = found
        wording.change(start, end, "", "narrative-aside", words=words)


def _remove_blanks(wording: Rewording) -> None:
    """Remove blanks before a comma, a semicolon or a full stop."""
    while sign := _AFTER_BLANK.search(wording.text):
        start = len(wording.text[: sign.start()].rstrip())
        wording.change(start, sign.start(), "", "blank-out", sign=sign[0])


def _take_substance(wording: Rewording, guidance_rule: Rule) -> None:
    """Remove from guidance the words that make it guidance."""
    match = guidance_rule.pattern.match(wording.text)
    if match is None:
        return
    end = match.end()
    if end or guidance_rule.put:
        first = wording.text[end] if guidance_rule.put else wording.text[end].upper()
        words = wording.text[:end].strip()
        wording.change(0, end + 1, guidance_rule.put + first, "frame-out", words=words)
    wording.take_out(_SHOULD_AGAIN, "should-out")


def _speak_of_itself(wording: Rewording, names: re.Pattern[str]) -> None:
    """Let the declaration call itself “this declaration”."""
    start = 0
    while name := names.search(wording.text, start):
        this = "This declaration" if name[0][0] == "T" else "this declaration"
        wording.change(*name.span(), this, "itself", words=name[0])
        start = name.start() + len(this)


def _join_sentences(wording: Rewording) -> None:
    """Join the remaining sentences: declarations have one a paragraph."""
    while len(spans := split_sentences(wording.text)) > 1:
        before, after = spans[0][1], spans[1][0]
        stop = before - 1 if wording.text[before - 1] in ".!?" else before
        beginning = wording.text[after : spans[1][1]]
        first = beginning[0].lower() if _begins_small(beginning) else beginning[0]
        wording.change(stop, after + 1, f"; and {first}", "joined")


def _begins_small(sentence: str) -> bool:
    """Tell whether a sentence has its capital only as a beginning.

    An abbreviation (“UNODC”) and a name of two words (“Member States”) keep theirs; a verb does not,
    though a name may follow it (“Encourage Member States”).
    """
    if sentence.split(maxsplit=1)[0] in _VERBS_BEFORE_NAMES:
        return True
    return re.match(r"[A-Z][a-z]*\b(?![.-]?[A-Z])(?!\s+[A-Z])", sentence) is not None


def _put_to(wording: Rewording, verbs: Verbs) -> None:
    """Make the verb an infinitive: “Promote …” to “To promote …”.

    An adverb stays where it is, “To effectively implement …”. Adopted declarations say “to effectively
    prevent and combat crime”, and an adverb that moves can end up at the wrong verb. What
    introduces the verb goes after it, “To include, in order to ensure …, measures”, since every item begins
    with “To”. A text without a known verb at its beginning does not change.

    Args:
        wording: The clause; changed in place.
        verbs: Finds the verb.
    """
    text = wording.text
    if text.startswith("to "):
        wording.change(0, 1, "T", "to-begins")
    if (main := verbs.main(text)) is None:
        return
    verb, first = text[main.start : main.end], text[0]
    if main.start:
        introduction = text[1 : main.start]
        first = first if text[:2].isupper() else first.lower()
        inserted = f"To {verb}, {first}{introduction.rstrip()}"
        wording.change(0, main.end, inserted, "to-first", verb=verb)
    else:
        wording.change(0, 1, f"To {first.lower()}", "put", words="to")
    place = main.end + 1
    while further := verbs.further(wording.text, place):
        place = further
        wording.change(place, place, "to ", "put", words="to")


def _put_we(wording: Rewording, rules: Rules) -> None:
    """Put a clause into the first person: “Recognize …” to “We recognize …”.

    Args:
        wording: The clause; changed in place.
        rules: The rules on kinds, which may put words after its beginning; “we” goes before its verb.
    """
    rule = rules.rule_of(wording.text)
    if rule and rule.put and (match := rule.pattern.match(wording.text)):
        place = match.end()
        following = wording.text[place:].split(maxsplit=1)[0].lower()
        put = rule.put + following[0]
        wording.change(place, place + 1, put, "put-before", words=rule.put.strip(), word=following)
    main = rules.verbs.main(wording.text)
    if main and main.start:
        wording.change(main.start, main.start, "we ", "put", words="we")
    elif main:
        wording.change(0, 1, f"We {wording.text[0].lower()}", "put", words="We")
