"""Audit: the append-only log that every write and every look at personal data leaves."""
