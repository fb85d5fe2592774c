"""What the `karvon rules` commands do: check, compare and show packs, and prove the judges on conformance suites."""
