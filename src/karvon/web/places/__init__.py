"""Crossings, posts and towns: found by any name, with their clocks, their status and its source, and the way on."""
