"""REST for machines: the main job under /api/v1, described by its own OpenAPI document."""
