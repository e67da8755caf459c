"""What is wrong with a template, in the words of somebody who writes text rather than programs."""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import UndefinedError

# How the engine calls what it expects or finds.
_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of statement block": "{%",
    "begin of print statement": "{{",
    "end of template": "the end of the file",
}

_Say = Callable[[re.Match[str]], str]


def _token(name: str) -> str:
    known = _TOKENS.get(name, name)
    return known if " " in known else f"“{known}”"


def _never_closed(found: re.Match[str]) -> str:
    tag = found["tag"]
    return f"“{{% {tag} … %}}” has no “{{% end{tag} %}}” after it"


def _unknown_tag(found: re.Match[str]) -> str:
    tag = found["tag"]
    if tag.startswith("end"):
        if inner := found["inner"]:
            return f"“{{% {tag} %}}” stands where “{{% end{inner} %}}” is wanted"
        return f"“{{% {tag} %}}” has no “{{% {tag[3:]} … %}}” before it"
    return f"“{{% {tag} … %}}” is not known; there are if, for and set"


# Each message of the engine (as of Jinja 3.1) and what it means. The first that is found decides.
_MEANINGS: tuple[tuple[str, str | _Say], ...] = (
    (r"Encountered unknown tag '(?P<tag>\w+)'(?:.*be closed is '(?P<inner>\w+)')?", _unknown_tag),
    (r"be closed is '(?P<tag>\w+)'", _never_closed),
    (
        r"unexpected end of template, expected '(?P<token>.+)'",
        lambda m: f"what was begun is not ended: {_token(m['token'])} is missing",
    ),
    (r"unexpected '(.)', expected '(.)'", lambda m: f"“{m[2]}” is missing before “{m[1]}”"),
    (r"unexpected '[}%]'", "one brace too few or too many: names stand in two, {{ … }}"),
    (
        r"unexpected char (?P<quote>.)(?P<char>.)(?P=quote) at",
        lambda m: (
            "a quotation mark is not closed" if m["char"] in "'\"" else f"“{m['char']}” must not stand here"
        ),
    ),
    (r"Expected an expression, got '(.+)'", lambda m: f"nothing stands before {_token(m[1])}"),
    (
        r"expected token '(.+)', got '(.+)'",
        lambda m: f"{_token(m[1])} is wanted here, and there is {_token(m[2])}",
    ),
    (r"Missing end of comment", "a remark that begins with {# has no #} at its end"),
    (r"Missing end of raw", "“{% raw %}” has no “{% endraw %}” after it"),
    (r"tag name expected", "a word such as if, for, else or endif is missing after {%"),
    (r"No filter named '(.+)'", lambda m: f"after “|” stands “{m[1]}”, which is not known there"),
    (r"No test named '(.+)'", lambda m: f"after “is” stands “{m[1]}”, which is not known there"),
    (r"no loader for this environment", "a template cannot take in another file"),
    (r"is unsafe", "a template may print what it is told, and nothing else"),
    (r"Range too big", "this would be repeated too often"),
    (r"division by zero", "this divides by zero"),
    (r"maximum recursion depth", "this calls itself without end"),
    (r"'(\w+)' is undefined", lambda m: f"unknown name “{m[1]}”"),
    (r"has no attribute '(\w+)'", lambda m: f"there is no “{m[1]}” in what stands before the dot"),
    (r"has no element (.+)", lambda m: f"there is no element {m[1]} in what stands before the bracket"),
    (r"is not iterable", "“for” needs a list after “in”, and this is none"),
    (r"is not callable", "this stands with brackets after it, and is only a word or a number"),
    (r"concatenate|unsupported operand", "words and numbers cannot be added; print them one after the other"),
)


def in_plain_words(error: Exception) -> str:
    """What a template engine's error means.

    Args:
        error: The error. What nobody foresaw is given in the engine's own words.
    """
    said = getattr(error, "message", None) or str(error)
    for pattern, meaning in _MEANINGS:
        found = re.search(pattern, said, re.DOTALL)
        if found:
            return meaning if isinstance(meaning, str) else meaning(found)
    return f"this cannot be read, or cannot be worked out ({said})"


def unknown_name(error: Exception) -> str:
    """The name that nobody tells the template; empty where the error is another."""
    found = re.search(r"'(\w+)' is undefined", str(error))
    return found[1] if found and isinstance(error, UndefinedError) else ""
