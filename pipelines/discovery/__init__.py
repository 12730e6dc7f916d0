"""What arrives in a matter's drop folder over months: seen, settled, told apart, taken in, logged."""
