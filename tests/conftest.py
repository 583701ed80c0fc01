"""Lo que todas las pruebas comparten vive en dos carpetas: las bases de datos y la navegación."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.bases.fixtures", "tests.navegacion.fixtures"]

# Ninguna prueba mide tiempo: una máquina ocupada no hace falsa una propiedad.
settings.register_profile("casa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casa")
