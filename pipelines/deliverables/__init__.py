"""The deliverables: what each one says, and how it becomes files."""
