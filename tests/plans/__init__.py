"""Tests of the app ``plans``."""
