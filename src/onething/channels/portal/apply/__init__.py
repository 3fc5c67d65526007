"""Up to the receipt: home, find, the guide of a scene."""
