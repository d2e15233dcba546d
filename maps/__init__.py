"""The data of the game: maps, scenarios, personas. Nothing is imported here."""
