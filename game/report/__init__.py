"""Pages for reading and printing: one HTML file each, that needs nothing else and no network."""
