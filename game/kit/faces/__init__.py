"""EB Garamond with outlines that a PDF can embed; the other faces are the board's."""
