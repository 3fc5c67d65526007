"""The channel of URIs: every thing of the catalogue answers under its name, `/id/…`, to people and to machines."""
