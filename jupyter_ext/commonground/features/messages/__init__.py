"""Announcements, queries and handoffs between members."""
