"""Search: finding what a member may read, from one box, typing errors forgiven."""
