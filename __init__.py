"""勾稽: audits published figures."""

__version__ = "0.1.0"
