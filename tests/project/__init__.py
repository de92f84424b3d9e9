"""Tests of the project itself: settings, checks, scripts and due work."""
