"""Cases: applications and their cases from submission to delivered results."""
