"""How often each rule of wording is right and wrong on texts that are not Annex B.

    python benchmarks/wording.py             # kinds, frames, narrative; then remarks
    python benchmarks/wording.py --missed    # sentences that come out otherwise than wanted

A rule is right on a sentence that comes out as a drafter would write it with the rule and not without it,
and wrong on one of which the opposite is true. The sentences stand in tests/data/wording, by body.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "draft"))

from wording_corpus import Sentence, corpus, faults, is_right, made_of

from drafter.matrix.kinds import RuleList, load_rules

LISTS = ("kinds", "frames", "narrative")


def effects(sentences: list[Sentence]) -> Iterator[tuple[str, str, Counter[str]]]:
    """For each rule its list, its pattern, and on how many sentences it is right and wrong."""
    rules = load_rules()
    with_all = [is_right(sentence, rules) for sentence in sentences]
    for name in LISTS:
        for rule in getattr(rules, name):
            others = replace(rules, **{name: RuleList([r for r in getattr(rules, name) if r is not rule])})
            count: Counter[str] = Counter()
            for sentence, right in zip(sentences, with_all, strict=True):
                if right != is_right(sentence, others):
                    count["right" if right else "wrong"] += 1
            yield name, rule.pattern.pattern, count


def remarks() -> Iterator[tuple[str, Counter[str]]]:
    """For each pattern of a remark on how many sentences it is right and wrong."""
    for flag in load_rules().remarks:
        count: Counter[str] = Counter()
        for text, words in faults():
            for found in flag.pattern.finditer(text):
                count["right" if found[0].strip() in words else "wrong"] += 1
        yield flag.pattern.pattern, count


def show(rows: Iterable[tuple[str, Counter[str]]]) -> None:
    """Print patterns with their counts."""
    print("right wrong")
    for pattern, count in rows:
        print(f"{count['right']:5} {count['wrong']:5}  {pattern[:90]}")


def main() -> None:
    """Print the figures."""
    sentences = list(corpus())
    rules = load_rules()
    if "--missed" in sys.argv:
        for sentence in sentences:
            if not is_right(sentence, rules):
                made = made_of(sentence, rules)
                print(sentence.text)
                print(f"  wanted {sentence.kind}: {sentence.kyoto}\n  made   {made.kind}: {made.kyoto}")
        return
    for body in dict.fromkeys(sentence.body for sentence in sentences):
        own = [is_right(sentence, rules) for sentence in sentences if sentence.body == body]
        print(f"{sum(own):5} of {len(own):3}  {body}")
    for name in LISTS:
        print(f"\n{name}")
        show((pattern, count) for of, pattern, count in effects(sentences) if of == name)
    print("\nremarks")
    show(remarks())


if __name__ == "__main__":
    main()
