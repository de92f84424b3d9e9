"""Talk about sections."""
