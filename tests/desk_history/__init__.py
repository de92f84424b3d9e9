"""The history of a section on the desk."""
