"""The Jupyter server extension: routes, the live feed, who asked, and the live notebooks."""
