"""The words of the domain: frozen values, no input or output, nothing of ours imported."""
