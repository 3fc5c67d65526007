"""Looking things up at other departments: granted, agreed to, written down, and never in the way."""
