"""The board: a pygame table for people at one computer, and for looking on."""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
