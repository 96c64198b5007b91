"""Precedents: the answer that a question has already, told before a model is asked."""
