"""Tests, one folder per app and one file per action."""
