"""The files of the served folder, as a model may read them for whoever asks."""
