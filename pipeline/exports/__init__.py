"""What leaves the project: one file for each format."""
