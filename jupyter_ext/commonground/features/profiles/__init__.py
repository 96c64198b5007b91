"""What data looks like without its rows: made where the data is, and shown before it is sent."""
