"""What may be done to calls and to the applications to them."""

from .keeping import begin_call, put_calls

__all__ = ["begin_call", "put_calls"]
