"""What lessons are built from: final classes made of core values, whose methods return animations."""
