<<<<<<< HEAD
"""The classroom: teams in browsers round one server. Only this package knows Starlette."""
=======
"""The classroom: games over the local network, in a browser."""
>>>>>>> drawing
