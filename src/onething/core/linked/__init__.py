"""The catalogue as linked data: what is said of items, scenes, offices and shares in the words that other catalogues read."""
