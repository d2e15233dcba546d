"""The board: the game on a screen for people who share one computer. It alone imports pygame."""
