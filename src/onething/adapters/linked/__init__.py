"""Linked data as bytes: Turtle and JSON-LD, node by node."""
