"""What must hold: packs, the vocabulary, the equation language, reference data."""
