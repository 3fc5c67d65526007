"""Papers that another party confirms: beside the papers of the applicant, and where whoever is asked finds them."""
