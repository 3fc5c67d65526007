"""What citizens touch: from the first question to the receipt, and everything after it."""
