"""Catalogues of other systems as files: JSON, CSV and xlsx read row by row, and the mappings that ship with the program."""
