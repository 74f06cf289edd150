"""The bench of models: tasks as data, put to several models through the lanes and the gates, scored by code alone."""
