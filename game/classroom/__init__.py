"""The classroom: teams in browsers round one server. Only this package knows Starlette."""
