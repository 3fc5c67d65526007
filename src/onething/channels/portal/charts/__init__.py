"""Structure charts and inquiry lists for citizens: topics, guidance cards, charts and items in exactly one version."""
