"""What people changed in a draft in Word, as proposals for the selection that it was made from."""
