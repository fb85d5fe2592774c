"""Papers and proofs that people hold: travel documents, visas, tests, vaccinations, and how each was checked."""
