"""Brings a PostgreSQL up on any machine, so that whoever tries Karvon at a border office installs nothing first."""
