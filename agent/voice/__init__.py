"""Questions by voice, answered by voice, on this machine: hearing, understanding whom is meant, answering, speaking.

Pure: inventory, spelling, names, understanding, turns, playing, saying, announcing. The rest are edges around programs and
packages of the extra `voice`; each is imported where it is used, and what is missing is named with its package.
"""
