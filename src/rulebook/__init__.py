"""The requirement language: read, check, judge, explain and compare what borders demand.

A pure library. It knows neither Django nor the rest of Karvon, reads no clock and opens no file on its own.
"""
