"""La copia de seguridad vuelve a ser la misma base, en el mismo motor o en el otro."""

import shutil

import pytest
from sqlalchemy import select

from registro import esquema
from registro.aplicacion import crear_app
from registro.config import ARCHIVO_DE_CLAVES, Config, crear_claves, leer_claves
from registro.extensiones import db
from registro.intercambio import respaldo
from registro.intercambio.operaciones import respaldo as operaciones
from registro.personas import operaciones as personas
from registro.seguridad.archivos import ArchivoIlegible
from registro.seguridad.permisos import de_terminal


@pytest.fixture
def copia(app, terminal, tmp_path):
    """Una copia de la base de la prueba, con un lote de tarjetas dentro."""
    with app.app_context():
        personas.emitir_lote(de_terminal(), 25, "Lote de prueba")
    archivo = tmp_path / "registro.copia"
    orden = terminal("base", "respaldar", archivo)
    assert orden.exit_code == 0, orden.stderr
    return archivo


@pytest.fixture(scope="module")
def vacia(tmp_path_factory):
    """El archivo de una base de SQLite con sus tablas y nada en ellas."""
    datos = tmp_path_factory.mktemp("vacia")
    crear_claves(datos)
    archivo = datos / "registro.sqlite3"
    nueva = crear_app(Config(datos, f"sqlite:///{archivo}", leer_claves(datos)))
    esquema.migrar(nueva)
    esquema.cerrar(nueva)
    return archivo


@pytest.fixture
def otra(app, vacia, tmp_path):
    """Otra instalación, vacía, en SQLite, con las mismas claves."""
    datos = tmp_path / "otra"
    datos.mkdir()
    shutil.copy(app.config["REGISTRO"].datos / ARCHIVO_DE_CLAVES, datos)
    shutil.copy(vacia, datos)
    nueva = crear_app(Config(datos, f"sqlite:///{datos / vacia.name}", leer_claves(datos)))
    yield nueva
    esquema.cerrar(nueva)


def filas(aplicacion):
    """Todo lo guardado, tal como está guardado, menos la bitácora (que anota la copia misma)."""
    with aplicacion.app_context():
        return {
            tabla.name: sorted(map(str, db.session.execute(select(tabla)).all()))
            for tabla in respaldo.tablas()
            if tabla.name != "bitacora"
        }


def restaurar(aplicacion, archivo):
    with aplicacion.app_context():
        return operaciones.restaurar(de_terminal(), archivo, esquema.revisiones(aplicacion)[1])


def test_restaurada_es_la_misma_base_aunque_el_motor_sea_otro(app, copia, otra):
    antes = filas(app)
    restaurar(otra, copia)
    assert filas(otra) == antes
    with otra.app_context():
        personas.emitir_lote(de_terminal(), 3, "Después")  # los números siguen donde iban


def test_la_copia_no_deja_leer_nada(copia):
    crudo = copia.read_bytes()
    assert b"Lote de prueba" not in crudo
    assert b"administracion" not in crudo
    assert copia.stat().st_mode & 0o077 == 0


def test_no_se_restaura_sobre_una_base_con_registros(copia, terminal):
    orden = terminal("base", "restaurar", copia)
    assert orden.exit_code == 1
    assert "sólo en una vacía" in orden.stderr


def test_una_copia_dañada_no_se_restaura_a_medias(copia, otra):
    crudo, antes = copia.read_bytes(), filas(otra)
    dañadas = {
        "cortada": crudo[:-40],
        "cambiada": crudo[:-40] + bytes([crudo[-40] ^ 1]) + crudo[-39:],
        "vacía": crudo[:30],
        "ajena": b"PK\x03\x04" + crudo,
    }
    for daño, dañada in dañadas.items():
        copia.write_bytes(dañada)
        with pytest.raises(ArchivoIlegible):
            restaurar(otra, copia)
        assert filas(otra) == antes, daño


def test_sin_las_claves_con_que_se_hizo_se_dice_cuáles_faltan(copia, tmp_path):
    datos = tmp_path / "sin_claves"
    nueva = crear_app(Config(datos, f"sqlite:///{datos / 'registro.sqlite3'}", crear_claves(datos)))
    esquema.migrar(nueva)
    with pytest.raises(ArchivoIlegible, match=r"alterada"):
        restaurar(nueva, copia)
    esquema.cerrar(nueva)


def test_verificar_dice_que_todo_está_bien_o_qué_no(terminal):
    orden = terminal("base", "verificar")
    assert orden.exit_code == 0
    assert "bien  Las claves abren lo cifrado" in orden.stdout
