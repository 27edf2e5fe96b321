"""WTForms: strings in, clean values out."""
