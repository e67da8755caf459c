"""Options that more than one command takes, the same on each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from drafter.matrix.criteria import OPTIONS, CountBy, Criteria
from drafter.matrix.loading import DEFAULT_MATRIX

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Count(click.ParamType):  # type: ignore[type-arg]  # generic only in click’s newest versions
    """A whole number, 1 or more."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that a person wrote."""
        try:
            number = int(value)
        except ValueError:
            self.fail(f"“{value}” is no whole number. Write it in digits: 3", param, ctx)
        if number < 1:
            self.fail(f"{number} is too small. It must be 1 or more.", param, ctx)
        return number


def matrix_options(command: _Command) -> _Command:
    """``--matrix`` and ``--concordance``."""
    command = click.option(
        "--concordance",
        metavar="FILE",
        help="Which recommendations say the same. [default: concordance.yaml beside the matrix]",
    )(command)
    return click.option(
        "--matrix",
        metavar="FILE|NAME",
        default=DEFAULT_MATRIX,
        show_default=True,
        help="The matrix: a file, a folder, or the name of one that comes with drafter.",
    )(command)


_CRITERIA: tuple[tuple[str, dict[str, Any]], ...] = (
    ("themes", {"help": "Under a theme with this id or these words in its title. Repeatable: any will do."}),
    ("sections", {"help": "In a section with this id or these words in its title. Repeatable: any will do."}),
    ("min_regions", {"type": Count(), "metavar": "N", "help": "Shared by at least N regions."}),
    ("regions", {"help": "Shared by this region, in whosever words. Repeatable: all must share it."}),
    ("exclude_regions", {"help": "Not shared by this region. Repeatable."}),
    (
        "count",
        {
            "type": click.Choice([str(way) for way in CountBy]),
            "default": str(CountBy.RECOMMENDATION),
            "help": "What “shared” counts: regions that say the same, or that use the theme.",
        },
    ),
    ("text", {"help": "With these words in the text. Repeatable: all must be there."}),
)
_METAVARS = {"regions": "KEY", "exclude_regions": "KEY"}


def criteria_options(min_regions: int) -> Callable[[_Command], _Command]:
    """The criteria.

    Args:
        min_regions: The default of ``--min-regions``.
    """

    def decorate(command: _Command) -> _Command:
        for name, facts in reversed(_CRITERIA):
            if "type" in facts:
                more = {"default": min_regions, "show_default": True, **facts}
            else:
                more = {"multiple": True, "metavar": _METAVARS.get(name, "WORDS"), **facts}
            command = click.option(f"--{OPTIONS[name]}", name, **more)(command)
        return command

    return decorate


def criteria_of(values: dict[str, Any]) -> Criteria:
    """The criteria among a command's values, which are taken out of them.

    Raises:
        click.UsageError: if words are asked for and none are given.
    """
    for name in ("sections", "themes", "regions", "exclude_regions", "text"):
        if any(not words.strip() for words in values[name]):
            raise click.UsageError(f"--{OPTIONS[name]} needs words, not a blank")
    given = {name: values.pop(name) for name in OPTIONS}
    return Criteria(**{**given, "count": CountBy(given["count"])})
