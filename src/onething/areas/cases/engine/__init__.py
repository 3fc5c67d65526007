"""How an act is carried out: loaded, decided in core, kept, told. Services call it; queries share its small parts."""
