"""Jinja for templates that a house writes: they print what they are told, in bounded work, and nothing else.

Jinja's own sandbox keeps a template from what it was not told. It stops no endless loop, and nothing that
grows beyond all bounds (https://jinja.palletsprojects.com/sandbox), so here work is counted: a step for each
turn of a loop, each call and each filter, and for what they are given and make by its size.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateRuntimeError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from drafter.files.limits import LONGEST_SAID, MOST_STEPS, MOST_STEPS_IN_ALL
from drafter.text.looks import odd_signs

_SIGNS_A_STEP = 100  # so much text is one step's work
_MOST_BITS = 256  # of a number
TOO_DEEP = "something in this template stands inside itself, or is written too long to be read"
# What words can be asked for: what gives as much as it takes.
_METHODS = frozenset(
    "capitalize casefold count endswith find index isalpha isdecimal isdigit islower isnumeric isspace "
    "istitle isupper lower lstrip partition removeprefix removesuffix rfind rindex rpartition rsplit rstrip "
    "split splitlines startswith strip swapcase title upper".split()
)
# Filters whose result is no longer than what they are given, whatever their arguments are.
_FILTERS = frozenset(
    "abs attr capitalize count d default dictsort e escape first float forceescape groupby int items join "
    "last length list lower map max min reject rejectattr replace reverse round safe select selectattr sort "
    "string sum title trim truncate unique upper wordcount".split()
)
_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
}


# What Jinja and Python say of what a template does that they cannot do, and how it is said to who wrote it.
_MISSING = re.compile(
    r"has no (?:attribute|element) '?(?P<name>[^']*)'?$|^'(?P<unknown>[^']*)' is undefined$"
)
_UNSAFE = re.compile(r"access to attribute '(?P<name>[^']*)'.* is unsafe")
_CANNOT = "this cannot be worked out with what stands here: look at what it puts together, compares or calls"


# What Jinja says of how a template is written, and how it is said; what to do is said with it.
_SEE = "docs/limits.md says what a template may do; “drafter form copy” gives some that work."
_NEEDS_END = "Each “{% if … %}” and “{% for … %}” needs its end, below all that stands in it."
_SYNTAX = (
    (r"Unexpected end of template.*block that needs to be closed is '(.+?)'", "“{}” has no end", _NEEDS_END),
    (r"unknown tag 'end(.+?)'", "“end{}” ends nothing that begins above it and is open here", _NEEDS_END),
    (r"unknown tag '(else|elif)'", "“{}” stands here, and no “if” is open", _NEEDS_END),
    (r"unknown tag '(.+?)'", "templates have no “{{% {} %}}”", _SEE),
    (r"No (?:filter|test) named '(.+?)'", "there is nothing called “{}” that a template may use here", _SEE),
    (r"^unexpected '\}'$", "“}}” stands alone here", "What begins with “{{” ends with “}}”."),
    (
        r"^unexpected '(.+?)', expected '(.+?)'",
        "“{}” stands where “{}” should",
        "Close what was opened last.",
    ),
    (r"^unexpected '(.+?)'", "“{}” closes what is not open", "Take it out, or open it before."),
    (
        r"^unexpected char .* at",
        "a sign stands here that can stand only between quotation marks",
        "Type it anew.",
    ),
    (r"end of comment", "a comment that begins with “{{#” has no “#}}”", "Write “#}” where it ends."),
    (
        r"'end of (?:print )?statement', got '(.+?)'",
        "“{}” stands where “}}}}” or “%}}” should, or a sign between two words",
        _SEE,
    ),
    (r"Expected an expression, got", "nothing stands where a value or a name must", _SEE),
)


def in_words_of_syntax(said: str, line: str) -> tuple[str, str]:
    """What is wrong with how a template is written, and what to do, without the words of programmers.

    Args:
        said: What Jinja says of it.
        line: The template's line of which it says that.
    """
    for pattern, message, hint in _SYNTAX:
        if found := re.search(pattern, said):
            odd = odd_signs(line) if "sign stands" in message else ""
            return message.format(*found.groups()) + (f" ({odd})" if odd else ""), hint
    return "from here on this cannot be read as a template", f"{_NEEDS_END} {_SEE}"


class RefusedError(TemplateRuntimeError):
    """What a template does that it may not do, in the words of who writes templates."""


def in_words(error: Exception) -> str:
    """What is wrong in a template, without the words that Python and Jinja have among programmers."""
    if isinstance(error, RefusedError):
        return str(error)
    if isinstance(error, RecursionError):
        return TOO_DEEP
    if isinstance(error, ZeroDivisionError):
        return "this divides by nothing (0)"
    if found := _UNSAFE.search(str(error)):
        return f"a template may not look into “{found['name']}”"
    if found := _MISSING.search(str(error)):
        return f"there is no “{found['name'] or found['unknown']}” in what stands here"
    return _CANNOT


class Engine(ImmutableSandboxedEnvironment):
    """Compiles templates, and counts their steps."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, finalize=self._printed)
        self.filters = {name: self._counted(self.filters[name]) for name in _FILTERS}
        self.filters["replace"], self.filters["join"] = self._replace, self._join
        self.filters["sum"], self.filters["string"] = self._sum, self.text_of
        self.globals["range"] = self._range
        self.globals.pop("lipsum", None)  # words that nobody asked for
        self._steps = self._all = 0

    def said(self, template: Template, values: Mapping[str, object]) -> str:
        """What a template says, told some values.

        Raises:
            Exception: of any kind that a template can raise.
        """
        self._all, self._steps = self._all + self._steps, 0
        parts: list[str] = []
        length = 0
        for part in template.generate(values):
            length += len(part)
            _refuse_long(length)
            parts.append(part)
        return "".join(parts)

    # Steps

    def step(self, *values: object) -> None:
        """Count a step, and the size of what it works on.

        Raises:
            RefusedError: if there were too many.
        """
        self._steps += 1 + sum(map(_size, values))
        if self._steps > MOST_STEPS or self._all + self._steps > MOST_STEPS_IN_ALL:
            raise RefusedError(
                f"this is not done after {MOST_STEPS:,} steps: is there a loop in a loop, or too long a one?"
            )

    def _counted(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that counts; what it makes is there as a whole, not one by one when it is used."""
        is_told = getattr(filter_, "jinja_pass_arg", None)

        def run(*values: Any, **named: Any) -> Any:
            given = values[1:] if is_told else values
            self.step(*given)
            self._refuse_large([*given[1:], *named.values()])
            made = filter_(*values, **named)
            if isinstance(made, Iterator):
                made = self._all_of(made)
            self.step(made)
            return made

        if is_told:
            run.jinja_pass_arg = is_told  # type: ignore[attr-defined]  # as Jinja marks its own
        return run

    def _all_of(self, items: Iterator[Any]) -> list[Any]:
        made = []
        for item in items:
            self.step(item)
            made.append(item)
        return made

    def _range(self, *ends: int) -> range:
        self._refuse_large(list(ends))
        return range(*ends)

    def _refuse_large(self, values: list[Any]) -> None:
        """Refuse numbers that no filter of words needs."""
        if any(isinstance(value, int) and abs(value) > LONGEST_SAID for value in values):
            raise RefusedError(f"a number here is larger than {LONGEST_SAID:,}")

    # What grows

    def text_of(self, value: object) -> str:
        """What a value says, where it is one that a paper can say.

        Raises:
            RefusedError: if it is a list or the like.
        """
        if isinstance(value, list | tuple | dict | set | Iterator):
            raise RefusedError(
                "this is a list, and cannot be printed as it stands: say “join”, or use a loop"
            )
        return str(value)

    def _printed(self, value: object) -> object:
        """What a template prints."""
        self.step(text := self.text_of(value))
        return text

    def put_together(self, *values: object) -> str:
        """What “~” makes."""
        texts = [self.text_of(value) for value in values]
        _refuse_long(sum(map(len, texts)))
        self.step(*texts)
        return "".join(texts)

    def _replace(self, text: object, old: object, new: object, count: int | None = None) -> str:
        whole, before, now = map(self.text_of, (text, old, new))
        _refuse_long(len(whole) + (whole.count(before) if before else len(whole) + 1) * len(now))
        self.step(whole)
        return whole.replace(before, now, -1 if count is None else count)

    def _join(self, items: Any, between: object = "", attribute: str | None = None) -> str:
        mark, texts = self.text_of(between), []
        length = 0
        for item in items:
            value = item if attribute is None else self.getitem(item, attribute)
            texts.append(self.text_of(value))
            length += len(texts[-1]) + len(mark)
            _refuse_long(length)
            self.step(texts[-1])
        return mark.join(texts)

    def _sum(self, items: Any, attribute: str | None = None, start: int = 0) -> Any:
        for item in items:
            start = self._combined("+", start, item if attribute is None else self.getitem(item, attribute))
        return start

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """What two values make; see ``intercepted_binops`` in Jinja."""
        return self._combined(operator, left, right)

    def _combined(self, sign: str, left: Any, right: Any) -> Any:
        if sign not in _OPERATORS and not (sign == "%" and isinstance(left, int)):
            raise RefusedError(f"templates have no “{sign}” of this kind")
        if sign == "*" and (sized := [one for one in (left, right) if hasattr(one, "__len__")]):
            times = next((one for one in (left, right) if isinstance(one, int)), 1)
            _refuse_long(len(sized[0]) * times)
        elif sign == "+" and hasattr(left, "__len__") and hasattr(right, "__len__"):
            _refuse_long(len(left) + len(right))
        elif any(isinstance(one, int) and one.bit_length() > _MOST_BITS for one in (left, right)):
            raise RefusedError("a number here is larger than any that a paper has")
        self.step(left, right)
        return left % right if sign == "%" else _OPERATORS[sign](left, right)

    def wrap_str_format(self, value: Any) -> None:
        """Refuse the methods of words that lay out what they are given: they pad without a limit.

        Jinja asks this of all that a template looks up, and would give a function of its own for them.
        """
        if super().wrap_str_format(value):
            raise RefusedError(
                f"templates have no “{value.__name__}” for words, since it can pad without a limit: "
                "put words together with “~”"
            )

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if owner is self:  # what counts itself
            return obj(*args)
        self.step(owner, *args, *kwargs.values())
        if isinstance(owner, str):
            if name == "replace":
                return self._replace(owner, *args)
            if name == "join":
                return self._join(args[0], owner)
            if name not in _METHODS:
                raise RefusedError(f"templates have no “{name}” for words")
        elif isinstance(owner, int | float):  # “to_bytes” makes as much as it is told
            raise RefusedError(f"templates have no “{name}” for numbers")
        made = super().call(context, obj, *args, **kwargs)
        self.step(made)
        return made

    # Templates

    def parse_counting(self, source: str, name: str, path: str) -> tuple[nodes.Template, nodes.Template]:
        """A template as it stands, and as it is to be compiled: with its loops and macros counting."""
        return self.parse(source, name, path), _Counting().visit(self.parse(source, name, path))


class _Counting(NodeTransformer):
    """Has each turn of a loop and each call of a macro count a step, and “~” what it puts together."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  # as Jinja calls it
        return self._step_in(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        return self._step_in(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        put_together = nodes.EnvironmentAttribute("put_together", lineno=node.lineno)
        return nodes.Call(put_together, node.nodes, [], None, None, lineno=node.lineno)

    def _step_in(self, node: Any) -> nodes.Node:
        said = sum(len(one.data) for one in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        step = nodes.EnvironmentAttribute("step", lineno=node.lineno)
        weight = nodes.Const("-" * said, lineno=node.lineno)
        call = nodes.Call(step, [weight], [], None, None, lineno=node.lineno)
        node.body.insert(0, nodes.ExprStmt(call, lineno=node.lineno))
        counting: nodes.Node = node
        return counting


def _size(value: object) -> int:
    """How much work a value is, in steps."""
    if isinstance(value, str):
        return len(value) // _SIGNS_A_STEP
    return len(value) if isinstance(value, list | tuple | dict | set) else 0


def _refuse_long(length: int) -> None:
    if length > LONGEST_SAID:
        raise RefusedError(f"this makes more than {LONGEST_SAID:,} characters")
