"""The date that is written into files."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from drafter.problems import DrafterError, ExitStatus


def date_for_files() -> datetime | None:
    """The date to write into a file (reproducible-builds.org, SOURCE_DATE_EPOCH).

    Returns:
        None where the environment gives none: the same input gives the same bytes, and no date is better
        than a made-up one.

    Raises:
        DrafterError: if the environment gives one that is no date.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(given), UTC) if given else None
    except (ValueError, OverflowError, OSError):
        raise DrafterError(
            f"SOURCE_DATE_EPOCH is “{given}”, which is no date",
            "Give it as seconds since 1970, or unset it.",
            status=ExitStatus.USAGE,
        ) from None
