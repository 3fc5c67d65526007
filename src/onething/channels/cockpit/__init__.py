"""督查: where supervisors, and those who keep the city's systems running, see what goes wrong and who puts it right."""
