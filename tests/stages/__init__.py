"""The steps between a plan's stages."""
