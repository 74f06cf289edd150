"""The mutation suite: faithful and corrupted texts about real incidents, to measure whoever checks texts."""
