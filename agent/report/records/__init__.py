"""What happened, as records that questions select from."""
