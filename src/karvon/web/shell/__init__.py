"""What all pages share: the frame around them, the look, the headers that keep them safe."""
