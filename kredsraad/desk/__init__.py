"""The pages of the desk that look across: overview, people."""
