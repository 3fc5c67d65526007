"""Revisions (修订稿): changes to published definitions on their way to hold, and how two of them come together."""
