"""Lo que queda en el disco: cifrado, encadenado, y legible sólo con las llaves, que están aparte."""

import json
import secrets
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Text, func, select, text, type_coerce
from sqlalchemy.exc import DBAPIError

from registro import config
from registro.actividades.operaciones import anular
from registro.asistencia.operaciones import autorizar_reportes, recibir_lote, responder
from registro.extensiones import db, transaccion
from registro.personas.modelo import Respuesta
from registro.seguridad.bitacora import revisar_cadena
from registro.seguridad.modelo import Anotacion
from registro.seguridad.operaciones import rotar_cifrado
from registro.seguridad.permisos import de_terminal
from tests.bases.fixtures import terminal_de
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas
from tests.fabricas.canarios import cifradas, plantar

CANARIO = "pajarito azul"
COLUMNAS = "id, momento, usuaria_id, actor, origen, accion, objeto, detalle, sello"


@pytest.fixture
def con_canarios(app):
    """Una jornada con una tarjeta leída, una respuesta suya y un canario en lo que se escribe de ella."""
    with app.app_context():
        (tarjeta,) = crear_tarjetas(1)
        actividad = crear_actividad()
        lectura = crear_lectura(actividad, tarjeta)
        recibir_lote(ACTOR, [lectura])
        autorizar_reportes(ACTOR, UUID(lectura["id"]))
        responder(ACTOR, UUID(lectura["id"]), {"genero": "mujer trans", "rango_edad": "29-59"})
        anular(ACTOR, UUID(actividad), f"{CANARIO} lo contó todo")
        with transaccion() as sesion:
            plantar(sesion, CANARIO)
    return [CANARIO, tarjeta, tarjeta.replace("-", ""), "mujer trans"]


def volcado(app) -> str:
    """Todo lo que la base guarda, como texto."""
    with app.app_context():
        return "\n".join(
            repr(fila)
            for tabla in db.metadata.sorted_tables
            for fila in db.session.execute(text(f'SELECT * FROM "{tabla.name}"'))
        )


def test_ni_la_base_ni_la_copia_ni_los_archivos_dicen_un_codigo_una_respuesta_ni_lo_escrito(
    app, con_canarios, terminal, tmp_path, caplog
):
    copia = tmp_path / "registro.copia"
    assert terminal("base", "respaldar", copia).exit_code == 0
    dicho = volcado(app) + caplog.text
    crudo = b"".join(
        archivo.read_bytes() for archivo in Path(app.config["REGISTRO"].datos).rglob("*") if archivo.is_file()
    )
    for canario in con_canarios:
        assert canario not in dicho, canario
        assert canario.encode() not in crudo + copia.read_bytes(), canario


def test_rotar_la_llave_deja_todo_igual_y_nada_con_la_vieja(app, con_canarios, terminal):
    with app.app_context():
        antes = [r.valor for r in db.session.scalars(select(Respuesta).order_by(Respuesta.id))]
        db.session.rollback()
    orden = terminal("claves", "rotar")
    assert orden.exit_code == 0, orden.stderr
    assert "Llave de cifrado vigente: 2" in orden.stdout
    assert "La bitácora sólo crece y no se vuelve a cifrar" in orden.stdout
    with app.app_context():  # este proceso arrancó con el llavero de antes
        assert [r.valor for r in db.session.scalars(select(Respuesta).order_by(Respuesta.id))] == antes
        for columna in cifradas():
            crudos = db.session.scalars(select(type_coerce(columna, Text)).where(columna != "")).all()
            assert {crudo.partition(":")[0] for crudo in crudos} == {"2"}, columna
        db.session.rollback()
        assert rotar_cifrado(de_terminal())[0] == "3"
    assert (Path(app.config["REGISTRO"].datos) / config.ARCHIVO_DE_CLAVES).stat().st_mode & 0o077 == 0
    assert terminal("base", "verificar").exit_code == 0
    archivo = Path(app.config["REGISTRO"].datos) / config.ARCHIVO_DE_CLAVES
    sin_la_primera = json.loads(archivo.read_text("utf-8"))
    del sin_la_primera["cifrado"]["1"]
    archivo.write_text(json.dumps(sin_la_primera), "utf-8")
    dicho = terminal("base", "verificar")
    assert dicho.exit_code == 1
    assert "Líneas de la bitácora que no se pueden comprobar" in dicho.stdout
    assert "La bitácora está entera" in dicho.stdout


def alterar(app, orden):
    """Como quien tiene la base en las manos y puede quitar el disparador."""
    with app.app_context(), db.engine.connect().execution_options(escribe=True) as conexion:
        if db.engine.dialect.name == "sqlite":
            for accion in ("update", "delete"):
                conexion.execute(text(f"DROP TRIGGER bitacora_sin_{accion}"))
        else:
            conexion.execute(text("DROP TRIGGER bitacora_solo_crece ON bitacora"))
        conexion.execute(text(orden))
        conexion.commit()


@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE bitacora SET actor = 'otra' WHERE id = 4",
        "DELETE FROM bitacora WHERE id = 4",
        f"INSERT INTO bitacora ({COLUMNAS}) SELECT 100000{COLUMNAS[2:]} FROM bitacora WHERE id = 4",
    ],
)
def test_tocar_una_linea_de_la_bitacora_rompe_la_cadena_y_verificar_lo_dice(suelta, orden):
    with suelta.app_context():
        sana = revisar_cadena(db.session())
        assert sana.rota_en is None
        assert sana.lineas == db.session.scalar(select(func.count()).select_from(Anotacion))
    alterar(suelta, orden)
    dicho = terminal_de(suelta)("base", "verificar")
    assert dicho.exit_code == 1
    assert "La bitácora fue alterada en la línea" in dicho.stdout


def test_con_las_claves_de_otra_instalacion_verificar_lo_dice_y_no_anota_nada(app, terminal):
    with app.app_context():
        lineas = db.session.scalar(select(func.count()).select_from(Anotacion))
    archivo = Path(app.config["REGISTRO"].datos) / config.ARCHIVO_DE_CLAVES
    ajenas = json.loads(archivo.read_text("utf-8"))
    ajenas["cifrado"] = dict.fromkeys(ajenas["cifrado"], secrets.token_hex(32))
    archivo.write_text(json.dumps(ajenas), "utf-8")
    dicho = terminal("base", "verificar")
    assert dicho.stdout == "MAL   Las claves abren lo cifrado. Restaure «claves.json».\n"
    assert dicho.exit_code == 1
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Anotacion)) == lineas


def test_un_error_de_la_base_no_dice_los_datos_que_llevaba(app):
    orden = text("SELECT 1 FROM no_existe WHERE dicho = :dicho")
    with app.app_context(), pytest.raises(DBAPIError) as fallo:
        db.session.execute(orden, {"dicho": CANARIO})
    assert CANARIO not in str(fallo.value)
