"""Gates: what a model, or anybody, wrote is let through only when every required stage passed."""
