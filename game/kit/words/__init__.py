"""The kit's own prose, as Markdown."""
