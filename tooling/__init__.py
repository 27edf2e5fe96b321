"""What ./run and ./test do before the program itself runs. Standard library only; nothing of it is in the wheel."""
