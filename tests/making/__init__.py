"""Scripts that make the files under `tests/files`; run by hand, the files are committed."""
