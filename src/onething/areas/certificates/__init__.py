"""Village certificates 村级证明: the kinds, who demands them, and the slips "not needed" that villages give."""
