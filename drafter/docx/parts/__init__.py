"""A Word file as its parts (ISO 29500-2), opened behind guards, and what its styles and numbers mean."""
