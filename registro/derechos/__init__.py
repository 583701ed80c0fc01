"""Los derechos de cada persona sobre sus datos: pedirlos, corregirlos, retirarlos (Ley 1581 de 2012)."""
