"""An invitation `/invite/[token]`: somebody new gives name and password, somebody known accepts while signed in."""
