"""Organised journeys: who asked for them, their legs and posts, vehicles, who is on the list and where people stand."""
