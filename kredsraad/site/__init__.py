"""The pages that look across the registers and the plans."""
