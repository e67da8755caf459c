"""The keys of a mapping: which are unknown, misspelt, missing or there twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import yaml

from drafter.records.nodes import LONGEST_VALUE, MOST_HINTS, MOST_NAMED, OTHER_FILE, Problems, says_nothing
from drafter.records.slips import odd_colon, wrong_dash
from drafter.records.stops import SHOWN
from drafter.text.looks import did_you_mean
from drafter.text.words import shortened

_FORBIDDEN = "\ufffd"  # stands in place of a sign that must not stand there, and was told
_AS_LINES = "Write each fact on a line of its own: “key: value”."
# So many keys, none of them known, are not misspelt: something else stands there.
_FEWEST_STRANGERS = 2


def read_mapping(
    node: yaml.Node | None,
    problems: Problems,
    what: str,
    *,
    required: Sequence[str] = (),
    optional: Sequence[str] = (),
) -> dict[str, yaml.Node]:
    """The values of a mapping by key, having reported unknown, duplicate and missing keys.

    Args:
        node: The node; None for an empty file.
        problems: Where to report.
        what: What the mapping is, in the user's words ("an entry").
        required: Keys that must be there.
        optional: Keys that may be there.

    Returns:
        The values of known keys; an empty dict when the node is no mapping.
    """
    if not isinstance(node, yaml.MappingNode):
        if node is not None:
            message = f"{what} must be lines of “key: value”, not {described(node)}"
            hint = OTHER_FILE if is_running_text(node) else problems.hint_of_kind(node, _AS_LINES)
            if slip := odd_colon(node, problems.lines):
                at = yaml.Mark("", 0, slip.line, slip.column, None, 0)
                problems.add("wrong-type", at, slip.message, slip.hint)
            else:
                problems.add("wrong-type", node, message, hint)
        return {}
    known = dict.fromkeys((*required, *optional))
    if strangers := _strangers(node, known, required if node is problems.root else (), problems.lines):
        problems.add("unknown-key", strangers[0], *_nothing_known(strangers, known, required, what))
        return {}
    values, meant = _values(node, problems, what, known)
    missing = [name for name in required if name not in values and f"“{name}”" not in meant]
    if missing:
        lines = " and ".join(f"“{name}: …”" for name in missing)
        message = f"{what} has no {' and no '.join(f'“{name}”' for name in missing)}"
        each = ", each on a line of its own" if len(missing) > 1 else " on a line of its own"
        problems.add("missing-key", node, message, f"Write {lines}{each}.")
    return values


def _values(
    node: yaml.MappingNode, problems: Problems, what: str, known: Collection[str]
) -> tuple[dict[str, yaml.Node], str]:
    """The values of known keys, and what was asked of the unknown ones."""
    values: dict[str, yaml.Node] = {}
    meant = ""
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        hint = wrong_dash(name)
        if name not in known and hint:
            problems.add("wrong-dash", key, f"“{name}” begins no item of a list", hint)
        elif not isinstance(key, yaml.ScalarNode):
            meant += " ".join(f"“{inner.value}”" for inner, _ in _pairs_of(key))
            problems.add("unknown-key", key, f"a key must be a word, not {described(key)}", _AS_LINES)
        elif says_nothing(key):
            problems.add("unknown-key", key, f"a key of {what} is empty", "Write a word before the colon.")
        elif name not in known and (slip := odd_colon(key, problems.lines)):
            at = yaml.Mark("", 0, slip.line, slip.column, None, 0)
            problems.add("unknown-key", at, slip.message, slip.hint)
            meant += f"“{name.partition(':')[0]}”"
        elif name not in known:
            problems.unknown("key", key, name, known)
            meant += problems.found[-1].hint + f"“{name.replace(_FORBIDDEN, '')}”"
        elif name in values:
            problems.add("duplicate-key", key, f"“{name}” stands twice in {what}", _keep_one(key, node))
        else:
            values[name] = value
    return values, meant


def _pairs_of(node: yaml.Node) -> Sequence[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else ()


def _keep_one(key: yaml.Node, node: yaml.MappingNode) -> str:
    """What to do about a key that stood before; where it is an item's first, a hyphen may be missing."""
    first = node.value[0][0]
    if isinstance(key, yaml.ScalarNode) and node.start_mark.column and key.value == first.value:
        return f"Keep one; or, if the next item of a list begins here, write “- {key.value}: …”."
    return "Keep one."


def _strangers(
    node: yaml.MappingNode, known: Collection[str], must_have: Collection[str], lines: Sequence[str]
) -> list[yaml.Node]:
    """The keys of a mapping in which several stand, none known, and few near to one: it is something else.

    Args:
        node: The mapping.
        known: The keys that it can have.
        must_have: Those of a whole file: where one is missing, and most that are there are not known, the
            few that are known are those that many kinds of files have.
        lines: Those of the file.
    """
    keys = [key for key, _ in node.value]
    is_another = not {key.value for key in keys if isinstance(key, yaml.ScalarNode)}.issuperset(must_have)
    if is_another:
        unknown = [key for key in keys if not isinstance(key, yaml.ScalarNode) or key.value not in known]
        keys = unknown if 2 * len(unknown) > len(keys) else keys
    words = [str(key.value) for key in keys if isinstance(key, yaml.ScalarNode) and not says_nothing(key)]
    if (
        len(words) < _FEWEST_STRANGERS
        or len(words) != len(keys)
        or not known
        or not set(words).isdisjoint(known)
        or any(odd_colon(key, lines) for key in keys)
    ):
        return []
    near = sum(bool(wrong_dash(one) or did_you_mean(one, known)) for one in words[:MOST_HINTS])
    return keys if 2 * near < len(words) else []


def _nothing_known(
    keys: Sequence[yaml.Node], known: Iterable[str], required: Sequence[str], what: str
) -> tuple[str, str]:
    """What is said of keys of which none is one of what should stand there, and what to do."""
    named = ", ".join(f"“{shortened(str(key.value), LONGEST_VALUE)}”" for key in keys[:_FEWEST_STRANGERS])
    more = f" and {len(keys) - _FEWEST_STRANGERS} more" if len(keys) > _FEWEST_STRANGERS else ""
    has = ", ".join(f"“{key}”" for key in [*(required or known)][:MOST_NAMED])
    return f"{named}{more} are no keys of {what}", f"It has {has}. Is it the right file, and the right place?"


def described(node: yaml.Node) -> str:
    """What a node is, in the user's words, where something else should stand."""
    if isinstance(node, yaml.MappingNode):
        return "lines of “key: value”"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "running text" if is_running_text(node) else f"the text “{shortened(str(node.value), SHOWN)}”"


def is_running_text(node: yaml.Node) -> bool:
    """Whether a node is a text that is the whole file: it may be one that nobody meant, and is not shown."""
    return isinstance(node, yaml.ScalarNode) and not node.start_mark.column
