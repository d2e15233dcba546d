"""Views: what a seat at the table sees and does, as plain data that boards, pages and reports show."""
