"""Tests with real models: fetched once, run on request, never a dependency of the product."""
