"""How the planner plans: variations of sheets, futures to try them in, and the search over both."""
