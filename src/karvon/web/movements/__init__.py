"""Movements: their list, and each with its steps, its people and what stops whom."""
