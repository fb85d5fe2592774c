"""Who did what and who looked at whose data: kept for ever, added to only."""
