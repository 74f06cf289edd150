"""What measures the program: detector scores, the model scheduler on a virtual clock, code generation."""
