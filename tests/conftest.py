"""Lo que todas las pruebas comparten vive en dos carpetas: las bases de datos y la navegación."""

pytest_plugins = ["tests.bases.fixtures", "tests.navegacion.fixtures"]
