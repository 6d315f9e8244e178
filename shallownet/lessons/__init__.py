"""Exercise generators, one module a lesson: from the learner's own numbers and seed to marked exercises. Pure functions."""
