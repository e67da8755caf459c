"""Templates in Jinja that a house may write: they print what they are given, in bounded work.

Jinja's sandbox keeps a template from what it is not given. It does not bound work or output
(https://jinja.palletsprojects.com/sandbox), so this engine counts turns of loops, measures what grows, and
has no calls and no filters but a few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateRuntimeError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

# What a template makes must end up in a Word file and be read by somebody.
LONGEST_TEXT = 200_000
_MOST_TURNS = 20_000
# Filters whose result is no longer than what they are given.
_FILTERS = (
    "capitalize d default first int last length list lower reject select sort string title trim unique upper"
)


class Engine(ImmutableSandboxedEnvironment):
    """Compiles and renders templates.

    Args:
        functions: What templates may call, by name.
    """

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, functions: Mapping[str, Callable[..., object]]) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False)
        self.filters = {name: self.filters[name] for name in _FILTERS.split()}
        self.filters |= {"replace": _replace, "join": _join}
        self.globals = dict(functions)
        self._turns = 0

    def compile_file(self, source: str, name: str, path: str) -> tuple[nodes.Template, Template]:
        """Return a template as it was parsed, and compiled.

        Raises:
            TemplateSyntaxError: if it is none.
        """
        counting = _Counting().visit(self.parse(source, name, path))
        code = self.compile(counting, name, path)
        compiled = self.template_class.from_code(self, code, self.make_globals(None))
        return self.parse(source, name, path), compiled

    def text_of(self, template: Template, values: Mapping[str, object]) -> str:
        """Return what a template makes of some values.

        Raises:
            Exception: of any kind that a template can raise.
        """
        self._turns = 0
        parts: list[str] = []
        length = 0
        for part in template.generate(values):
            length = _bounded(length + len(part))
            parts.append(part)
        return "".join(parts)

    def turn(self) -> None:
        """Count a turn of a loop."""
        self._turns += 1
        if self._turns > _MOST_TURNS:
            raise TemplateRuntimeError(f"loops take more than {_MOST_TURNS:,} turns")

    def concatenated(self, *values: object) -> str:
        """Return what "~" makes."""
        _bounded(sum(len(str(value)) for value in values))
        return "".join(map(str, values))

    def is_safe_callable(self, obj: object) -> bool:
        """Tell whether a template may call something: a method of a text can make it grow beyond bounds."""
        is_own = getattr(obj, "__self__", None) is self
        return is_own or any(obj is function for function in self.globals.values())

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> object:  # noqa: ANN401, ARG002
        """Return what "+" and "-" make; templates have no other arithmetic."""
        if operator == "-" and isinstance(left, int):
            return left - right
        if operator == "+":
            _bounded(sum(len(value) for value in (left, right) if hasattr(value, "__len__")))
            return left + right
        raise TemplateRuntimeError(f"“{operator}” is not available in templates")


class _Counting(NodeTransformer):
    """Has each turn of a loop counted, and what "~" makes measured."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  # as Jinja calls it
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(_call("turn", [], node.lineno), lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _call("concatenated", node.nodes, node.lineno)


def _call(method: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(method), arguments, [], None, None, lineno=line)


def _bounded(length: int) -> int:
    if length > LONGEST_TEXT:
        raise TemplateRuntimeError(f"this makes more than {LONGEST_TEXT:,} characters")
    return length


def _replace(text: object, old: str, new: str) -> str:
    whole = str(text)
    _bounded(len(whole) + (whole.count(old) if old else len(whole) + 1) * len(new))
    return whole.replace(old, new)


def _join(items: Iterable[object], between: str = "") -> str:
    texts = [str(item) for item in items]
    _bounded(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)
