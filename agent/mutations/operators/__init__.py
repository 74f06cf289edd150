"""Ways to make a faithful text false, grouped by what they touch; modules with `HELD_OUT` are not to be tuned on."""
