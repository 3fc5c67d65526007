"""The studio (编排): standardise items, compose scenes, see what a change does before it counts."""
