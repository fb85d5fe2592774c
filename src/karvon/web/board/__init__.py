"""The operations board: what was just demanded, who is stopped where, and what is on the way."""
