"""Servers of models on this machine: whether one answers, and whether it is to answer the team."""
