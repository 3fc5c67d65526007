"""Offices: divisions, and where each department is at work."""
