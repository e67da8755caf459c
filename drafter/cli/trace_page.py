"""``drafter trace TEXT -o trace.html``: the pages on which people trace, and decide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafter.cli import console
from drafter.cli.pages import write_page
from drafter.reading.page.tracing import write_trace_deciding_page, write_trace_page
from drafter.reading.tracing.agreement import ComparedTraces, Traced
from drafter.reading.tracing.proposals import Proposals


def write_for_tracer(proposals: Proposals, target: Path, *, overwrite: bool) -> None:
    """Write the page on which one person traces, and say what to do with it.

    Args:
        proposals: Of the matrix and the text.
        target: The page.
        overwrite: Whether to replace a file that somebody changed.

    Raises:
        DrafterError: if it cannot be written, or somebody changed what stands there.
    """
    write_page(target, write_trace_page(proposals), overwrite=overwrite)
    adopted = proposals.adopted
    counts = (
        f"{console.plural(len(proposals.similarity.ids), 'recommendation')}, "
        f"{console.plural(len(adopted.paragraphs), 'paragraph')} of {adopted.name}"
    )
    console.message(
        f"Wrote {target}: {counts}.\n"
        f"Next: open {target.name} in a browser, write your name, and answer (? shows the keys). Save the "
        "trace from it; several people do so on their own.\n"
        "The page is for reading anew and holds nobody's answers. What was read already is asked without it: "
        f"drafter trace {adopted.name}, or -o what-became.docx\n"
        f"Then: drafter trace {adopted.name} --readings trace-a.yaml trace-b.yaml"
    )


def write_for_decider(
    compared: ComparedTraces, decisions: Sequence[Traced], target: Path, *, blind: bool, overwrite: bool
) -> None:
    """Write the page on which one person decides where traces differ, and say what to do with it.

    Args:
        compared: The traces.
        decisions: What people have decided already.
        target: The page.
        blind: Whether it names no reader.
        overwrite: Whether to replace a file that somebody changed.

    Raises:
        DrafterError: if it cannot be written, or somebody changed what stands there.
    """
    write_page(target, write_trace_deciding_page(compared, decisions, blind=blind), overwrite=overwrite)
    count = console.plural(len(compared.differences()), "difference")
    console.message(
        f"Wrote {target}: {count} between {console.plural(len(compared.readers), 'reader')}.\n"
        f"Next: open {target.name} in a browser, write your name, and decide (? shows the keys). Save the "
        "decisions from it.\n"
        f"Then, with the file among the readings: drafter trace {compared.adopted.name} --readings … "
        "-o trace.yaml"
    )
