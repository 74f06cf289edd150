"""What it means and what to say: detection, reports, the command line."""

__version__ = "0.1.0"
