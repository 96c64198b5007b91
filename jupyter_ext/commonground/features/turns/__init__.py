"""Questions to the model and their answers; threads of several people."""
