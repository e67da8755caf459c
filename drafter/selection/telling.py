"""What people are told of selections, in the words of the catalogue."""

from __future__ import annotations

from pathlib import Path

from drafter.phrases import Catalogue

CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))
