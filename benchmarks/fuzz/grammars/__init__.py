"""Grammars: programs, manifests and archives as their readers expect them, nearly."""
