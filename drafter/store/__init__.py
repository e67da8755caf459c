"""Files in and out: YAML with a place for every problem, and writing that never loses what stood there."""
