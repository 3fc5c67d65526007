"""The window: one thing taken in for the person who stands there."""
