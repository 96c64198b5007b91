"""Tests of the open format: what goes out, what comes in, and files of other programs."""
