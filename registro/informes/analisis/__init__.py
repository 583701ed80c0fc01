"""Lo que muestran las pantallas de análisis: la política, un sector, un producto."""
