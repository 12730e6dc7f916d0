"""Speed and accuracy against gold; imported by nothing in the program."""
