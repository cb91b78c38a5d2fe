"""From print to meaning: numerals, units, changes, intervals, header trees, the figure frame."""
