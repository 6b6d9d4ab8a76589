"""The zhengce pipeline: documents in, knowledge base and comparison out."""
