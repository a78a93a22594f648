"""The shapes in which authors write terms and questions: each finds its own in a file."""
