"""Words and brackets of one text, laid together: nothing here knows of a file or a whole selection."""
