"""One thing, done once: the platform with which a city handles a life event in one submission."""
