"""What words mean, as data files with their syntax on top, and one loader."""
