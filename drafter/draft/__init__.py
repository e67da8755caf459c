"""The draft: from resolved clauses to everything that is printed; as Markdown, too."""
