"""Questions that staff are asked, answered at once or handed on to a name: first-asked responsibility."""
