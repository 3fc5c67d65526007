"""The problem desk 办不成事: what could not be got done, told after a failed attempt, and followed to its cause."""
