"""What is found in a text; knows no file, no database, no screen."""
