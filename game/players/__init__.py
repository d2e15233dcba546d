"""Who fills a seat: bots, personas, people, and the desk they write at."""
