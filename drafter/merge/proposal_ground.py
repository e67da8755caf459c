"""What a block says where a proposal would replace it: by this a proposal is known to be overtaken.

A proposal keeps a short fingerprint of it. Where the block says something else when the proposal is to be
taken, somebody has written or taken something in the meantime that would be undone unseen.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.merge.model import KEYS, What
from drafter.model import Decision
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.blocks import facts

if TYPE_CHECKING:
    from drafter.merge.proposal_lines import Pending

_MARK = 4
_LONGEST = 70  # characters of a value that are shown
_OF_WORDS = (What.WORDING, What.SOURCES)  # of no use in a clause that is out


def short_mark(text: str) -> str:
    """Four letters that tell a text from others."""
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b32encode(digest[:5]).decode().lower()[:_MARK]


def said_in(text: str) -> dict[str, dict[str, object]]:
    """What each block of a file says, key by key."""
    return {given: dict(said) for given, said in facts(text)[1] if isinstance(said, dict)}


def ground_mark(said: Mapping[str, object], what: What, *, is_out: bool) -> str:
    """The fingerprint of what a proposal would replace; empty where that is nothing.

    Args:
        said: What the block says.
        what: What the proposal is about.
        is_out: Whether it takes the clause out.
    """
    ground = _ground(said, what, is_out=is_out)
    return short_mark(repr(sorted(ground.items()))) if ground else ""


def _ground(said: Mapping[str, object], what: What, *, is_out: bool) -> dict[str, object]:
    """What a proposal would replace or make useless: words where the clause goes out, and the reverse."""
    keys: tuple[str, ...] = KEYS.get(what, ())
    if what is What.WORDING:
        keys = (*keys, "lead")  # of no use beside “wordings”
    if is_out:
        keys = (*keys, *(key for other in _OF_WORDS for key in KEYS[other]))
    ground = {key: said[key] for key in keys if key in said}
    if what in _OF_WORDS and _in_words(said.get("decision")) == Decision.OUT:
        ground["decision"] = said["decision"]
    return ground


def refuse_overtaken(text: str, path: Path, chosen: Iterable[Pending]) -> None:
    """Refuse to take proposals whose blocks say something else than when they were made.

    Args:
        text: The file as it stands.
        path: The file, for messages.
        chosen: The proposals that are to be taken.

    Raises:
        DrafterError: naming them, and what would be replaced.
    """
    said = said_in(text)
    overtaken = []
    for one in chosen:
        block = said.get(one.block, {})
        if one.over != ground_mark(block, one.what, is_out=one.is_out):
            ground = _ground(block, one.what, is_out=one.is_out)
            now = "; ".join(f"{key}: {_shortened(_in_words(value))}" for key, value in ground.items())
            overtaken.append((one, now or "nothing any more"))
    if not overtaken:
        return
    listing = "".join(f"\n    {one.id} ({one.came_from}); the block says: {now}" for one, now in overtaken)
    several = len(overtaken) > 1
    raise DrafterError(
        f"nothing was written: since {'these proposals were' if several else 'this proposal was'} made, "
        f"something else has been written or taken in the same place, which would be replaced:{listing}",
        _what_to_do(path, [one for one, _ in overtaken]),
        status=ExitStatus.USAGE,
    )


def _what_to_do(path: Path, overtaken: Sequence[Pending]) -> str:
    files = dict.fromkeys(str(path.parent / one.file) for one in overtaken if one.is_untouched)
    ways = []
    if files:
        again = ", ".join(f'"{file}"' if " " in file else file for file in files)
        ways.append(f"To compare anew with what stands there now, read the Word file again: --from {again}.")
    if edited := [one.id for one in overtaken if not one.is_untouched]:
        ways.append(f"You edited {', '.join(edited)}: write what you want into the block itself.")
    return " ".join([*ways, f"Or leave it: {' '.join(f'--leave {one.id}' for one in overtaken)}"])


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return str(value[0])
    if isinstance(value, list):
        return f"[{', '.join(_in_words(item) for item in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_in_words(item)}" for key, item in value.items())
    return ""


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 2]} …"
