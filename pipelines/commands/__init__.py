"""Commands of the command line, by what they are about; `pipelines.cli` gathers them."""
