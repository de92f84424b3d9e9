"""Choosing between two versions of a section."""
