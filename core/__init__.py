"""Numbers and symbols of backpropagation; never imports manim."""
