"""Signing in, the second factor, one's own sessions, and for which organisation one acts."""
