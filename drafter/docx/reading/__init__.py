"""What a reader sees in a Word file: its body, its notes, the edges of its pages."""
