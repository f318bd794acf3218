"""The GPU worker of VideoExpress AI: one order in, one clip out."""
