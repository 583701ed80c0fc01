"""La plantilla de base de datos con la demostración cargada: se llena una vez por motor."""

from flask import Flask

from tests.bases.plantillas import recien_instalada


def con_la_demostracion(app: Flask) -> None:
    """Lo que deja «registro demo», con usuarias que entran con la clave de las pruebas."""
    from registro.intercambio.demostracion import operaciones
    from registro.seguridad.permisos import de_terminal

    recien_instalada(app)
    with app.app_context():
        assert operaciones.cargar(de_terminal("la demostración"))
