"""La bitácora dice quién hizo qué, y nadie la cambia."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import registro
from registro.extensiones import db
from registro.seguridad import acciones

SE_ANOTA = re.compile(r'\banotar\((?:[^"()]|\([^()]*\))*"([a-z_]+\.[a-z_]+)"')


@pytest.mark.parametrize("orden", ["UPDATE bitacora SET actor = 'otra'", "DELETE FROM bitacora"])
def test_la_base_misma_rechaza_cambiarla(contexto, orden):
    with db.engine.connect().execution_options(escribe=True) as conexion:
        antes = conexion.execute(text("SELECT count(*), min(actor) FROM bitacora")).one()
        with pytest.raises(DBAPIError, match="crece"):
            conexion.execute(text(orden))
        conexion.rollback()
        assert conexion.execute(text("SELECT count(*), min(actor) FROM bitacora")).one() == antes


def test_lo_que_se_hace_en_pantalla_queda_con_su_nombre_y_se_encuentra(como):
    como("administracion").post(
        "/administracion/usuarias/nueva", {"usuario": "rosa.paz", "nombre": "Rosa Paz", "roles": "campo"}
    )
    lineas = como("auditoria").get("/bitacora?q=usuaria.crear").texto
    assert "Creó una usuaria" in lineas
    assert "usuaria.crear" not in lineas
    assert "Creó una usuaria" in como("auditoria").get("/bitacora?q=creo una usuaria").texto
    assert "Administración" in lineas


def test_una_busqueda_sin_resultados_lo_dice(como):
    assert "No hay anotaciones" in como("auditoria").get("/bitacora?q=%25%25zzz").texto


@pytest.mark.parametrize(
    "accion, dicha",
    [
        ("ingreso.correcto", "Entró"),
        ("plan.retirar_subproducto", "Retiró un subproducto del plan"),
        ("reporte.aprobar", "Aprobó un reporte"),
        ("reporte.alcance_negado", "Negó el alcance de un reporte"),
        ("derechos.negada", "Negó una solicitud de datos"),
        ("una.de_ayer", "Una: de ayer"),
        ("suelta", "Suelta"),
    ],
)
def test_cada_accion_se_lee_en_palabras(accion, dicha):
    assert acciones.en_palabras(accion) == dicha


def test_lo_que_se_anoto_como_cierto_o_falso_se_lee_si_o_no():
    assert acciones.dicho([True, False, 1, "auditoria", "Mebog"]) == ["sí", "no", 1, "auditoría", "Mebog"]


def test_toda_accion_que_se_anota_tiene_su_frase():
    """«Codigo: proponer» es el nombre de un programa, no lo que alguien hizo."""
    fuentes = Path(registro.__file__).parent.rglob("*.py")
    anotadas = {accion for fuente in fuentes for accion in SE_ANOTA.findall(fuente.read_text("utf-8"))}
    assert len(anotadas) > 100
    assert {accion for accion in anotadas if ": " in acciones.en_palabras(accion)} == set()


def test_el_objeto_se_reconoce_por_el_comienzo_de_su_identificador():
    uuid = "3f2a91c0-0000-4000-8000-000000000000"
    assert acciones.objeto_en_palabras(f"actividad:{uuid}") == "actividad 3f2a91c0"
    assert acciones.objeto_en_palabras("puesto_de_mesa:12") == "puesto de mesa 12"
    assert acciones.dicho("mesa_tecnica") == "mesa técnica"
    assert acciones.dicho("Tableta_3") == "Tableta_3"
