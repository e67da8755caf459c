"""The words of a clause: mechanical rewording with undo, abbreviations, one text of several, remarks."""
