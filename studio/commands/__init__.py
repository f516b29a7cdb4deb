"""The commands of ``./lecture``, one a module, each exposing a click command named ``command``."""
