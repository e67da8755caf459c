"""Public lists that are not of any congress, as their owners made them; expected values from reading them.

Where they are from: ``data/matrices/README.md``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tools import run_drafter, word_text

from drafter.documents.source import read_document
from drafter.documents.table import Layout, characters_in
from drafter.model import Region
from drafter.problems import Severity

PIECES = Path(__file__).with_name("data") / "matrices"
SLOVENIA = PIECES / "upr34-slovenia.docx"
HAITI = PIECES / "upr-haiti-2011.csv"
