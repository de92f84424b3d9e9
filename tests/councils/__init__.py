"""Tests of the app ``councils``."""
