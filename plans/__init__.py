"""The cooperation plan: sections, workflow and published editions."""
