"""Models: the contract, the anthropic SDK, the embedded model, the shipped scripted fake."""
