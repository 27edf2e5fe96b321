"""What ./run and ./test do before the program itself runs, in standard library only; and what authors of texts run.

Nothing of it is in the wheel.
"""
