"""Views: what a seat sees, does and is told, as plain data that boards, pages and reports show."""
