"""Study text in, notes and problems out."""
