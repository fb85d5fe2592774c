"""The front page, which says what Karvon is and can do today, and the health of this installation."""
