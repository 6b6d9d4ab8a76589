"""What a document is made of: parts, numbered clauses, measures and how strongly they bind."""
