"""Wires the apps together: settings, addresses, and the pages that look across them."""
