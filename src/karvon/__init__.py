"""Karvon: brings stranded people home across borders, by making the many bodies that must agree act as one."""
