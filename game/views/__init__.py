"""What boards, pages and reports show, as frozen data: no toolkit, no files, no rule decided here."""
