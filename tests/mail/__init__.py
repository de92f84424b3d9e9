"""Tests of mail: what is written, to whom, and that it goes out."""
