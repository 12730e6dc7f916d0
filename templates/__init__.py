"""The approved set: one folder per deliverable, and the program that draws its Word template."""
