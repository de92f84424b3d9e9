"""What the councils work on: agreements, focus areas, initiatives and their results."""
