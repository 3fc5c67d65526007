"""Upkeep 运维: dead letters of the job table, seen and driven by those whose they are."""
