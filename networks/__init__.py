"""The gallery: networks that lectures are made from unless another is given."""
