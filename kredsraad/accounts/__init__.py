"""Signing in, invitations, and who may do what."""
