"""Revisions: changes to what is published, reviewed by four eyes before they hold."""
