"""Answers to questions: what is said of what a question asks."""
