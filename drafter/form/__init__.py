"""Forms: the outline of a document, its templates and phrases, the glossary."""
