"""Published definitions: each version of a city's package, kept byte for byte and for ever."""
