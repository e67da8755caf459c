"""Reads sentences with the clauses that a drafter would make of them.

They are sentences of this project, in the shape of the texts that each file names (``data/wording``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from drafter.draft.wording import Rewriter
from drafter.form.outline import Voice
from drafter.matrix.kinds import Rules
from drafter.model import Kind
from drafter.nodes import compose
from drafter.records import Record, list_of, optional, required, text

FOLDER = Path(__file__).parent / "wording"
NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its kind, or “narrative”, and its clauses in both forms."""

    text: str
    kind: str = ""
    kyoto: str = ""
    doha: str = ""
    body: str = ""


def _sentence(node, problems, what):
    if getattr(node, "value", None) and isinstance(node.value, str):
        return Sentence(text(node, problems, what))
    return _WITH_CLAUSES(node, problems, what)


_WITH_CLAUSES = Record(
    "a sentence", Sentence, text=required(text), kyoto=optional(text, ""), doha=optional(text, "")
)
_KINDS = (*(str(kind) for kind in Kind), NARRATIVE)
_FILE = Record(
    "a body",
    dict,
    body=required(text),
    shape=required(text),
    **{kind: optional(list_of(_sentence), ()) for kind in _KINDS},
)


def corpus() -> Iterator[Sentence]:
    """Give every sentence with its clauses.

    Files leave out clauses that only add “We” or “To” before the verb.
    """
    for path in sorted(FOLDER.glob("*.yaml")):
        file, problems = _FILE.load(path)
        assert not problems.found, problems.found
        for kind in _KINDS:
            for item in file[kind]:
                bare = item.kyoto or item.text.rstrip(".")
                small = bare[0].lower() + bare[1:]
                if kind == Kind.ACTION:
                    kyoto = item.kyoto or bare.removeprefix("To ")[0].upper() + bare.removeprefix("To ")[1:]
                    doha = item.doha or f"To {kyoto[0].lower()}{kyoto[1:]}"
                elif kind in (Kind.PRINCIPLE, Kind.REQUEST):
                    kyoto = doha = bare if bare.startswith("We ") else f"We {small}"
                else:
                    kyoto = doha = ""
                yield Sentence(item.text, kind, kyoto, doha, file["body"])


def made_of(sentence: Sentence, rules: Rules) -> Sentence:
    """Return the kind and the clauses that the rules make of a sentence."""
    if rules.is_only_narrative(sentence.text):
        return Sentence(sentence.text, NARRATIVE, body=sentence.body)
    kind = rules.kind_of(sentence.text)
    if kind is Kind.GUIDANCE:
        return Sentence(sentence.text, kind, body=sentence.body)
    is_action = kind is Kind.ACTION
    worder = Rewriter(rules)
    kyoto, doha = (
        worder.word(sentence.text, voice).text.rstrip(".")
        for voice in (
            (Voice.BARE_VERB, Voice.INFINITIVE) if is_action else (Voice.FIRST_PERSON, Voice.FIRST_PERSON)
        )
    )
    return Sentence(sentence.text, kind, kyoto, doha, sentence.body)


def is_right(sentence: Sentence, rules: Rules) -> bool:
    """Tell whether the rules make of a sentence what a drafter would."""
    made = made_of(sentence, rules)
    return (made.kind, made.kyoto, made.doha) == (sentence.kind, sentence.kyoto, sentence.doha)


_FAULTS = list_of(
    Record(
        "a fault", lambda text, words: (text, words), text=required(text), words=optional(list_of(text), ())
    )
)


def faults(name: str = "faults") -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return sentences, each with its words that a person should look at."""
    root, problems = compose(FOLDER / "remarks" / f"{name}.yaml")
    sentences = _FAULTS(root, problems, "the faults")
    assert not problems.found, problems.found
    return sentences
