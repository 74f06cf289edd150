"""The configuration: pydantic sections, and the loader that reads file, environment and flags."""
