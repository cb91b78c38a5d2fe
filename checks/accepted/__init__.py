"""Findings that somebody accepted: baselines, waivers, and what changed since."""
