"""Text from the room: what people changed in Word files is laid into the text of a selection."""
