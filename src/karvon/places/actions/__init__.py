"""Every write to the tables of places."""
