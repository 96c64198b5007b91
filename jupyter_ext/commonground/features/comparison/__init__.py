"""Competing designs prototyped side by side, checked alike, ended by a decision."""
