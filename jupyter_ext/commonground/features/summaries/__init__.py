"""Many small entries on one subject become one proposed summary, which takes their place."""
