"""Tests of the app ``initiatives``."""
