"""Reads the template files of a form, having found every fault that can be found without running them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.files import read_text
from drafter.form.template_faults import in_plain_words
from drafter.problems import DrafterError, Problem, did_you_mean
from drafter.records import Problems


def load_templates(
    folder: Path, names: Mapping[str, tuple[str, ...]], problems: Problems
) -> dict[str, Template]:
    """Load templates, having reported every one that is missing or at fault.

    Args:
        folder: The form's folder.
        names: The templates' names, each with the names that it knows.
        problems: Where to report.
    """
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    templates = {}
    for name, known in names.items():
        path = folder / f"{name}.j2"
        try:
            parsed = environment.parse(read_text(path), name, str(path))
            code = environment.compile(parsed, name, str(path))
            templates[name] = Template.from_code(environment, code, environment.make_globals(None))
        except TemplateSyntaxError as error:
            problems.found.append(
                Problem("template-error", in_plain_words(error), file=str(path), line=error.lineno)
            )
        except DrafterError as error:
            problems.found.append(Problem("no-template", error.message, hint=error.hint))
        else:
            problems.found += _unknown_names(parsed, known, environment, str(path))
    return templates


def _unknown_names(
    parsed: nodes.Template, known: Sequence[str], environment: Environment, path: str
) -> Iterator[Problem]:
    """Names that a template uses and nobody tells it, in any branch of it."""
    unknown = meta.find_undeclared_variables(parsed) - set(known) - set(environment.globals)
    lines: dict[str, int] = {}
    for used in parsed.find_all(nodes.Name):
        lines.setdefault(used.name, used.lineno)
    for name in sorted(unknown, key=lambda name: lines[name]):
        hint = did_you_mean(name, known) or f"Names known here: {', '.join(known)}."
        yield Problem("unknown-name", f"unknown name “{name}”", hint=hint, file=path, line=lines[name])
