"""Supervision: warnings of every limit, kept for ever; what was answered; how much was overdue."""
