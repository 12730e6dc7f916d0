"""What is done with the facts: rows → draft → review → released."""
