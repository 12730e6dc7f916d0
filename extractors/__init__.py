"""What the papers say: file → pages → facts. Pure: no store, no clock, no network, no Prefect."""
