"""Counts how often each rule of wording is right and wrong.

    python benchmarks/wording.py             # kinds, frames, narrative; then remarks
    python benchmarks/wording.py --missed    # sentences that come out otherwise than wanted

A rule is right on a sentence that only with the rule becomes what a drafter would write. It is wrong on a
sentence that only without it does. No sentence in tests/data/wording is from Annex B.
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
    """Give the list, the pattern and the counts of each rule."""
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
    """Give the counts of each pattern of a remark."""
    for flag in load_rules().remarks:
        count: Counter[str] = Counter()
        for text, words in faults():
            for match in flag.pattern.finditer(text):
                count["right" if match[0].strip() in words else "wrong"] += 1
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
        results = [is_right(sentence, rules) for sentence in sentences if sentence.body == body]
        print(f"{sum(results):5} of {len(results):3}  {body}")
    for name in LISTS:
        print(f"\n{name}")
        show((pattern, count) for of, pattern, count in effects(sentences) if of == name)
    print("\nremarks")
    show(remarks())


if __name__ == "__main__":
    main()
