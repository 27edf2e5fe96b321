"""Finished figures rendered to files. Knows no database."""
