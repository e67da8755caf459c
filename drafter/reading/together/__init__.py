"""Which recommendations say the same: several readings, where they differ, and what was decided."""
