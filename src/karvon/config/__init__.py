"""Wiring: settings, addresses, the server and its database. Nothing here knows the domain."""
