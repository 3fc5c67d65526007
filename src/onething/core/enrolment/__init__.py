"""School entry: points by the rules of a town and year, and places by catchment, points and a draw. Pure rules, docs/enrolment.md."""
