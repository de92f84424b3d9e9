"""The hearing: what is sent out, what the local councils answer, and what they are answered."""
