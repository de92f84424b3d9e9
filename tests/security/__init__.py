"""Attacks that worked once, and must not work again."""
