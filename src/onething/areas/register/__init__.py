"""The register of items: what was imported, version by version."""
