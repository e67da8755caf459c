"""What has gone from a selection, and what of it comes back with a proposal: words, names, wishes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from drafter.brackets import DELETE, Bracketed, Wish, bracketed_in, either_way, speaker_of, wishes_behind
from drafter.decisions import OwnWording, SelectionEntry, Withdrawn
from drafter.draft.running import HEAD, paragraphs_of
from drafter.merge.proposals import OF_RUNNING, Field, Proposal
from drafter.merge.running_words.running_theirs import as_everybodys, brackets_of
from drafter.merge.signature import bare
from drafter.merge.telling import apart, told
from drafter.merge.words.laying_over import marks_of
from drafter.selection.earlier import earlier_in, earlier_words_in
from drafter.selection.loading import OpenSelection
from drafter.selection.wishes import wish_to_delete
from drafter.text.differences import reworded_in
from drafter.text.italics import significant_of
from drafter.text.similarity import words_of
from drafter.text.words import excerpt


@dataclass(frozen=True, slots=True)
class Back:
    """What comes back with a proposal, in words; and whether it was its author's own."""

    said: str
    is_own: bool


def _overlap(some: Collection[str], others: Collection[str]) -> bool:
    """Whether two rows of names have one in common, also where one speaks for others."""
    both = [{each for name in names for each in (name, speaker_of(name))} for names in (some, others)]
    return not both[0].isdisjoint(both[1])


def _has(words: str, text: str, one: Bracketed) -> bool:
    """Whether words have what stands in a bracket of a text, between the same words as there.

    Beside it others may have brackets, which are read with their words, and without.
    """
    own, there = words_of(either_way(one.words)[0]), f" {' '.join(words_of(either_way(words)[0]))} "
    sides = zip(either_way(text[: one.start]), either_way(text[one.wishes_end :]), strict=True)
    read = ((*words_of(before)[-1:], *own, *words_of(behind)[:1]) for before, behind in sides)
    return bool(own) and any(f" {' '.join(each)} " in there for each in read)


def _names_of(one: Bracketed) -> list[str]:
    """Who proposes what stands in a bracket."""
    return [name for wish in one.wishes if not wish.says for name in wish.by]


def _wishes_of(entry: SelectionEntry) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Who wishes what of a clause, or of which of its wordings."""
    of_all = {(name, wish.says, "", ()) for wish in entry.all_wishes for name in wish.by}
    of_one = {(name, one.says, one.wording, one.sources) for one in entry.wished for name in one.by}
    return of_all | of_one


def _texts(entry: SelectionEntry) -> Iterator[str]:
    """What a block says in people's words."""
    yield from filter(None, (entry.text, entry.wording, *(each.wording for each in entry.wordings)))


def _bare(text: str) -> str:
    """A text without who wants what of its brackets, to compare."""
    return significant_of(wishes_behind(text)[0])


def _but_for_wishes(text: str, entry: SelectionEntry) -> str:
    """The words of a block that differ from others in who wants what of brackets alone; else nothing."""
    return next((each for each in _texts(entry) if _bare(each) == _bare(text)), "")


def _wanted_in(text: str) -> set[tuple[str, str, str]]:
    """Who wants what of which bracket of a text."""
    return {
        (_bare(one.words), name, wish.says)
        for one in bracketed_in(text)
        for wish in one.wishes
        for name in wish.by
    }


def _became(
    words: str, names: Collection[str], entry: SelectionEntry
) -> tuple[OwnWording | None, Withdrawn | None]:
    """In which words somebody has by now what it had in others, and as which that has gone, if it has."""
    now = [] if entry.is_out else [each for each in entry.wordings if _overlap(each.by, names)]
    gone = [each for each in entry.all_withdrawn if _overlap(each.of, names)]
    stands, went = (reworded_in(bare(words), [bare(each.wording) for each in some]) for some in (now, gone))
    return now[stands] if stands is not None else None, gone[went] if went is not None else None


@dataclass(frozen=True, slots=True)
class Gone:
    """What has gone from a selection, and what stands in it."""

    entries: dict[str, SelectionEntry]
    withdrawn: tuple[Withdrawn, ...]
    earlier: dict[str, tuple[SelectionEntry, ...]]
    words: dict[str, str]
    earlier_words: dict[str, tuple[str, ...]]
    quoted: dict[str, list[str]]

    @classmethod
    def of(cls, selection: OpenSelection) -> Gone:
        """What has gone from a selection."""
        earlier = earlier_in(selection.cut) if selection.cut else {}
        words = {**{name: getattr(selection.file.head, name) for name in HEAD}, **selection.file.words}
        before = earlier_words_in(selection.cut) if selection.cut else {}
        entries = {one.id: one for one in selection.file.clauses}
        sources = selection.opened.matrix.sources
        quoted = {
            clause: [words for one in ids if one in sources for words in sources[one].wordings]
            for clause, ids in selection.sources.items()
        }
        return cls(entries, selection.file.withdrawn, earlier, words, before, quoted)

    def back_with(self, one: Proposal) -> Iterator[Back]:
        """What comes back with a proposal."""
        entry = self.entries.get(one.clause)
        if one.field in (Field.WORDING, Field.NEW):
            first = OwnWording((), one.to.text or one.to.wording, by=one.by)
            # What stood in the block as it was made, and went since, stays gone; see ``laid_over``.
            own = (words for words in one.to.wordings if not {*marks_of([words])} & {*one.beside})
            for words in (first, *own):
                yield from self._words(one, words, entry)
                yield from self._within(words.wording, entry) if entry else ()
            yield from self._reworded(one)
        elif one.field is Field.SPONSORS and entry:
            for words in one.to.wordings:
                yield from self._names(words, entry)
        elif one.is_out and one.by and entry and not entry.is_out:
            wish = Wish(one.by, DELETE)
            for was in self.earlier.get(entry.id, ()):
                if wish in was.all_wishes or wish_to_delete(one.by) in was.reason:
                    yield Back(told("gone-wish", by=apart(one.by)), is_own=True)
                    return
        elif one.field is Field.REMARK and entry:
            yield from self._wishes(one, entry)
        elif one.field in OF_RUNNING and one.by:
            yield from self._running(one, entry)

    def _wishes(self, one: Proposal, entry: SelectionEntry) -> Iterator[Back]:
        """Whose wishes, typed behind a paragraph or a wording of it, stood there and were lifted."""
        before, back = self.earlier.get(entry.id, ()), _wishes_of(one.to) - _wishes_of(entry)
        lifted = back & {wish for was in before for wish in _wishes_of(was)}
        if names := list(dict.fromkeys(name for name, *_ in sorted(lifted))):
            yield Back(told("gone-wish", by=apart(names)), is_own=not one.by or _overlap(names, one.by))

    def _running(self, one: Proposal, entry: SelectionEntry | None) -> Iterator[Back]:
        """What a delegation had in brackets in running words, and has there no more."""
        before = self.earlier_words.get(one.clause, ())
        now = self.words.get(one.clause, "")
        if one.field is Field.ABOVE:
            before = tuple(was.above for was in self.earlier.get(one.clause, ()) if was.above)
            now = entry.above if entry else ""
        stood = [(text, own) for text in before if (own := brackets_of(paragraphs_of(text), one.by))]
        # What it had in brackets within a paragraph can come back as all of this.
        whole = {
            significant_of(each.text)
            for text, _ in stood
            for each in paragraphs_of(as_everybodys(text, one.by))
        }
        had = {each for _, own in stood for each in own}
        back = brackets_of(paragraphs_of(one.to.above), one.by) - brackets_of(paragraphs_of(now), one.by)
        back = {one for one in back if one in had or (one[1] != DELETE and significant_of(one[0]) in whole)}
        if any(says != DELETE for _, says in back):
            yield Back(told("gone-words/replaced", clause=one.clause), is_own=True)
        elif back:
            yield Back(told("gone-wish", by=apart(one.by)), is_own=True)

    def _words(self, one: Proposal, words: OwnWording, entry: SelectionEntry | None) -> Iterator[Back]:
        """What became of words that stand nowhere any more; and of names that stood behind them."""
        key = significant_of(words.wording)
        if not key or (entry and key in {significant_of(each) for each in (entry.text, entry.wording)}):
            return
        if entry and any(significant_of(each.wording) == key for each in entry.wordings):
            yield from self._names(words, entry)
            return
        if entry and (now := _but_for_wishes(words.wording, entry)):
            yield from self._wishes_within(words.wording, now, entry, one.by)
            return
        names = {*words.by, *one.by}
        records = [each for each in self.withdrawn if significant_of(each.wording) == key]
        records.sort(key=lambda each: (not _overlap(each.of, one.by), not _overlap(each.of, names)))
        if records:
            said = told("gone-words", clause=records[0].clause, what=records[0].in_words)
            is_own = not records[0].of or not names or _overlap(records[0].of, names)
            yield Back(said, is_own)
        for clause, was in self.earlier.items():
            own = [each for old in was for each in old.wordings if significant_of(each.wording) == key]
            if not any(_overlap(each.by, names) for each in own):
                continue
            if not records and clause in self.entries:
                yield Back(self._what_became(words, names, self.entries[clause]), is_own=True)
            yield from self._names(words, self.entries[clause])
            return

    def _wishes_within(
        self, text: str, now: str, entry: SelectionEntry, by: Collection[str]
    ) -> Iterator[Back]:
        """Who wanted something of brackets in a text that stands, and wants it there no more."""
        every = (each for was in self.earlier.get(entry.id, ()) for each in _texts(was))
        before = {wish for each in every if _bare(each) == _bare(text) for wish in _wanted_in(each)}
        back = (_wanted_in(text) - _wanted_in(now)) & before
        if names := sorted({name for _, name, says in back if says}):
            yield Back(told("gone-wish", by=apart(names)), is_own=not by or _overlap(names, by))
        for name in sorted({name for _, name, says in back if not says}):
            yield Back(told("gone-name", name=name), is_own=True)

    def _within(self, text: str, entry: SelectionEntry) -> Iterator[Back]:
        """What became of words in a bracket that somebody named behind had in a wording that is gone."""
        own = [*entry.wordings, *(each for was in self.earlier.get(entry.id, ()) for each in was.wordings)]
        records = [each for each in entry.all_withdrawn if each.wording]
        stand = [entry.text, entry.wording, *(each.wording for each in entry.wordings)]
        stand += self.quoted.get(entry.id, ())
        # What others have beside it may go: then it stands between other words than it did.
        named = {
            (each.words, name) for words in stand for each in bracketed_in(words) for name in _names_of(each)
        }
        for one in bracketed_in(text):
            names = _names_of(one)
            if {(one.words, name) for name in names} <= named or any(
                _has(words, text, one) for words in stand
            ):
                continue
            for name in names:
                gone = [
                    each for each in records if _overlap(each.of, [name]) and _has(each.wording, text, one)
                ]
                had = any(_overlap(each.by, [name]) and _has(each.wording, text, one) for each in own)
                said = {"words": excerpt(one.words), "name": name, "clause": entry.id}
                if gone:
                    yield Back(told("gone-within", **said, what=gone[0].in_words), is_own=True)
                elif had:
                    yield Back(told("gone-within/replaced", **said), is_own=True)

    def _reworded(self, one: Proposal) -> Iterator[Back]:
        """What its author rewords of its own that has gone since, or nearly says in a new paragraph.

        That nobody by name rewords what has gone is said, too: its words stand under no name.
        """
        every = [each for each in self.withdrawn if each.wording and each.of]
        own = [each for each in every if one.by and _overlap(each.of, one.by)]
        for words, mark in zip(one.to.wordings, one.rewords, strict=False):
            for gone in own if one.by else every:
                was = OwnWording(gone.sources, gone.wording, by=gone.of)
                if mark in marks_of([was]) and significant_of(words.wording) != significant_of(gone.wording):
                    said = {"words": excerpt(gone.wording), "what": gone.in_words, "of": apart(gone.of)}
                    way = "own-gone" if one.by else "gone-of"
                    yield Back(told(f"rewords-{way}", **said), is_own=bool(one.by))
            yield from self._reworded_before(one, mark)
        whole = [each for each in own if each.is_whole and each.clause != one.clause]
        for words in one.to.wordings if one.field is Field.NEW else ():
            text = bare(words.wording)
            at = reworded_in(text, [bare(each.wording) for each in whole])
            if at is not None and text != bare(whole[at].wording):
                gone = whole[at]
                said = {"clause": gone.clause, "words": excerpt(gone.wording), "what": gone.in_words}
                yield Back(told("like-what-went", **said), is_own=False)

    def _reworded_before(self, one: Proposal, mark: str) -> Iterator[Back]:
        """What its author rewords of its own that it has reworded since, and that has gone in those words."""
        entry = self.entries.get(one.clause)
        before = [words for was in self.earlier.get(one.clause, ()) for words in was.wordings]
        old = next((each for each in before if mark in marks_of([each]) and _overlap(each.by, one.by)), None)
        known = [*_texts(entry), *(each.wording for each in entry.all_withdrawn)] if entry else []
        if entry and old and significant_of(old.wording) not in map(significant_of, known):
            now, gone = _became(old.wording, old.by, entry)
            if gone and not now:
                said = {"words": excerpt(old.wording), "what": gone.in_words}
                yield Back(told("rewords-own-gone/reworded", **said), is_own=True)

    def _what_became(self, words: OwnWording, names: Collection[str], entry: SelectionEntry) -> str:
        """What became of words that somebody had in a block, in other words by now, or gone."""
        now, gone = _became(words.wording, names, entry)
        if now:
            by, reworded = apart(now.by), excerpt(now.wording)
            return told("gone-words/reworded", clause=entry.id, by=by, words=reworded)
        if gone:
            by, what = apart(gone.of), gone.in_words
            return told("gone-words/reworded-gone", clause=entry.id, by=by, what=what)
        last = [each for each in entry.all_withdrawn if _overlap(each.of, names)] if entry.is_out else []
        if last:
            return told("gone-words", clause=entry.id, what=last[0].in_words)
        return told("gone-words/replaced", clause=entry.id)

    def _names(self, words: OwnWording, entry: SelectionEntry) -> Iterator[Back]:
        """What became of names that stood behind the same words in a block, and do not."""

        def same(wording: str, sources: Collection[str]) -> bool:
            is_like = significant_of(wording) == significant_of(words.wording)
            return is_like and (bool(wording) or {*sources} == {*words.sources})

        before = [
            each.by
            for was in self.earlier.get(entry.id, ())
            for each in was.wordings
            if same(each.wording, each.sources)
        ]
        now = [each.by for each in entry.wordings if same(each.wording, each.sources)] or before[-1:]
        stand = {name for by in now for name in by}
        for name in words.by:
            if name in stand:
                continue
            records = [
                each for each in entry.withdrawn if same(each.wording, each.sources) and name in each.of
            ]
            if records:
                yield Back(told("gone-name/what", name=name, what=records[-1].in_words), is_own=True)
            elif any(name in by for by in before):
                yield Back(told("gone-name", name=name), is_own=True)
