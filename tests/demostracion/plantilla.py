"""La plantilla con la demostración cargada: se llena una vez por motor, sobre la de recién instalada."""

from flask import Flask


def con_la_demostracion(app: Flask) -> None:
    """Lo que carga «registro demo», con las usuarias de las pruebas."""
    from registro.intercambio.demostracion import operaciones
    from registro.seguridad.permisos import de_terminal

    with app.app_context():
        assert operaciones.cargar(de_terminal("la demostración"))
