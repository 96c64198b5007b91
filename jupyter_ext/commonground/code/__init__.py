"""The code of the served folder: what its files define and call, and what git says of them."""
