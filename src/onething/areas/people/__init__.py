"""People: accounts, sign-in, and who may act for whom."""
