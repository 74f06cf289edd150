"""The running agent: what it is assembled from, its threads, its store and the files that it writes."""
