"""To whom, where and when something was said."""
