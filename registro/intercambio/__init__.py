"""Lo que entra y sale en archivos: importar, la demostración con cifras reales y las tarjetas impresas."""
