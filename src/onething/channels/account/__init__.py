"""Account: signing in and out, the display of this device, one's own account."""
