"""Lo que las tabletas sellan y sólo el servidor abre, y los recibos que el servidor firma."""
