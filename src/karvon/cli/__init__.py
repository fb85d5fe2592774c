"""The `karvon` command: judges lists of travellers and looks after requirement packs, without settings or database."""
