"""Citations: as a matrix writes them, as people write them, and what they mean."""
