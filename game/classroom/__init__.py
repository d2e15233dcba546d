"""The classroom: games over the local network, in a browser."""
