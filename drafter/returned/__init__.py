"""A draft that came back from Word: what stands in it, and what drafter had printed. Plain values."""
