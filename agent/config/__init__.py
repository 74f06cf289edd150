"""What the configuration file may say, one file a section; `agent.config.loading` reads it."""
