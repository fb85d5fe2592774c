"""Persons, households, travel groups and their cases."""
