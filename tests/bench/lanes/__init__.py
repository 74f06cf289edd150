"""The lanes held to their aims: their own scheduler beside first in, first out, over simulated days."""
