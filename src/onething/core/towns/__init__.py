"""What each town does otherwise than the city's one master (domain §2.3): its own post, approved exceptions, and what nobody approved."""
