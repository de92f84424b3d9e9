"""System checks that find mistakes in the configuration before a visitor does."""
