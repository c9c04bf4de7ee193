"""Many articles: shards, processes, Dask."""
