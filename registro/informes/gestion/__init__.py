"""El Informe de gestión de una instancia: el semestre entero, armado de sus sesiones."""
