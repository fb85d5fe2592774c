"""Screens of what borders demand: the list, a requirement by two clocks, recording a demand, writing, packs."""
