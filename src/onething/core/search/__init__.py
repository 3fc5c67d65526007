"""Finding what people mean by what they say (检索)."""
