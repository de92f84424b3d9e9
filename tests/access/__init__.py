"""The access matrix, area by area: literal rows, and the things that their addresses name."""
