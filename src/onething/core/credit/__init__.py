"""Public credit: when a published record may be repaired. Pure rules."""
