"""Questions by voice, answered by voice, on this machine: hearing, understanding whom is meant, answering, speaking.

`ears`, `mouth`, `vad` and `devices` are edges around packages of the extra `voice` and programs of Debian: they are
imported where they are used, and what is missing is named with its package. `session` holds a conversation. All else is
pure.
"""
