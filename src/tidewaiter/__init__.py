"""Tidewaiter tells what a package can do, when, and through which path, before it runs."""

__version__ = "0.1.0"
