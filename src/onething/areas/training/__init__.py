"""Training: the bank of exam questions, each bound to the items that it refers to."""
