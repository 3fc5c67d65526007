"""Editing a city package: small changes of its text, conditions two ways, what merges, what the proof says."""
