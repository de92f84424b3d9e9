"""Changes in the registers, taken over or kept."""
