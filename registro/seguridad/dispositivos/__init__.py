"""Las tabletas: se invitan, se inscriben con su token, dan señales y se revocan."""
