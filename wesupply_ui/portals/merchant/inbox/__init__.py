"""The inbox behind the bell: what staff should know of, told to everybody whose role sees it, each with their own reading."""
