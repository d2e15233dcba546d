"""Everything the board draws, without widgets: plain values and colours in, pygame surfaces out."""
