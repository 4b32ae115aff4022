"""Sources: where bytes come from: registries, files and folders, and the archives inside."""
