"""What routers answer when asked, to observations. Pure."""
