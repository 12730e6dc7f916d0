"""The only importer of Prefect: which stations a matter passes, in order."""
