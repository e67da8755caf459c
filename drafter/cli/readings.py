"""What the commands that ask readers share: their options, and how readings agree in print."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from drafter.reading.agreement import Comparison


def require_ending(target: Path | None, *endings: str) -> None:
    """Refuse an output of another kind.

    Raises:
        click.UsageError: if it does not end as one of these.
    """
    if target and target.suffix.lower() not in endings:
        raise click.UsageError(f"-o takes a file that ends in {listed(endings, 'or')}, not “{target.name}”")


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end


def print_comparison(comparison: Comparison, *, is_listed: bool = True) -> None:
    """Print how far readers agree, and where they differ; of one reader there is nothing to print."""
    if len(comparison.readings) == 1:
        return
    compared, differing = len(comparison.compared), len(comparison.differing)
    click.echo(f"{compared - differing} of {compared} questions that two or more answered have one answer.")
    for first, second, share in comparison.overlaps:
        click.echo(f"  {first} and {second}: {share:.0%} of what they found is the same")
    for key in comparison.differing if is_listed else ():
        answers = "; ".join(f"{reading.name}: {reading.says(key) or '–'}" for reading in comparison.readings)
        click.echo(f"  {key[0]}, {key[1]}: {answers}")
