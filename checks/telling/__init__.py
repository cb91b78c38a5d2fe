"""From outcomes to findings: one cause, one sentence."""
