"""The map: its picture, what stands on it, and the widget that shows both; free of any screen."""
