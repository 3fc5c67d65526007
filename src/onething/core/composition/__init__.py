"""Items × this person's answers × what is known → one plan, with the saving computed."""
