"""What pages need beside themselves: style sheets, scripts."""
