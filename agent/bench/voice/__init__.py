"""The voice lane measured: seeded questions, spoken by two voices, heard, understood and answered; and on a virtual clock."""
