"""The voice lane measured: seeded questions by two voices, heard, understood, answered; and on a virtual clock."""
