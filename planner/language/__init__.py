"""Vietnamese text: comparing, searching, sorting, lunar days, and the way numbers and dates are written."""
