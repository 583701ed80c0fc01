"""Las tablas con nombre, y los registros que hay detrás de cada cifra."""
