"""ENTRY to ARTICLE: which entry it is, its plain text, its language, and whether it copies another."""
