"""The rules of the house. Pure: no framework, no input or output, no clock, no randomness."""
