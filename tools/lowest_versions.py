"""The lowest version of each package that drafter runs with, as pyproject.toml has it, a line each.

    python tools/lowest_versions.py >lowest.txt && pip install -e ".[dev]" -c lowest.txt

The bounds are a promise only if tests pass there: .ci/run makes such an environment and runs those of what
these packages do.
"""

import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def lowest_versions(pyproject: Path) -> list[str]:
    """What drafter needs at run time, its extras too, each pinned to its lower bound ("click==8.1.7").

    Raises:
        ValueError: a dependency without a lower bound, or with a bound of another kind.
    """
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    pins = []
    for needed in [*project["dependencies"], *project["optional-dependencies"]["pdf"]]:
        name, bound, version = needed.partition(">=")
        if not bound or "," in version:
            raise ValueError(
                f"pyproject.toml: “{needed}” needs a lower bound and no other: write “{name}>=VERSION”."
            )
        pins.append(f"{name}=={version}")
    return pins


if __name__ == "__main__":
    print("\n".join(lowest_versions(PYPROJECT)))
