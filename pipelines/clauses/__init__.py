"""The clause deliverable: what was found in contracts, as rows with citations, and the files made of them."""
