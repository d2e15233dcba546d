"""Everything that runs the rules."""
