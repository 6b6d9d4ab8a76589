"""The page for policy staff, served on their own machine or an intranet."""
