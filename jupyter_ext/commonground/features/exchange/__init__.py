"""The whole context as an open file: written out, and taken in again, here or by another team."""
