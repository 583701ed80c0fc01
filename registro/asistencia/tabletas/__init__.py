"""Lo que las tabletas mandan además de lecturas. Puede llegar en cualquier orden y repetirse."""
