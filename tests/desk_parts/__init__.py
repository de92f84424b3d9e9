"""What stands round a section's text."""
