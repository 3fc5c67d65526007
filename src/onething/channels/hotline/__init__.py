"""12345: ask the knowledge base in one's own words, with the caller on the telephone."""
