"""The board: a pygame table for people at one computer, and for looking on."""
