"""The pages of requirements, one module for each thing one does there."""
