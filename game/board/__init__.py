"""The board: what people see and touch when they play at one computer."""
