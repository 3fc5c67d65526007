"""From "I want" to "submitted": finding a thing, its plan, drafts, look-ups, the sheet and the signature."""
