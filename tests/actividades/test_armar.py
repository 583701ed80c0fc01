"""Una actividad nace igual venga de una pantalla, de un archivo o de la demostración."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from registro.actividades import consultas
from registro.actividades.alta import armar
from registro.actividades.tipos import TIPOS
from registro.catalogos.modelo import Lugar
from registro.errores import ErrorDeRegistro
from registro.extensiones import db
from registro.fechas import leer_fecha_con_precision
from tests.fabricas.actividades import crear

PROCEDENCIA = {"estado": "cerrada", "origen": "importada", "creada_por": "Análisis"}


@pytest.fixture
def sesion(contexto):
    """La sesión de quien llama, que decide si guarda."""
    return db.session()


def datos(**otros):
    return {"fecha": leer_fecha_con_precision("13/03/2023"), "lugar": "Alameda", "localidad": "03", **otros}


def test_nace_con_su_lugar_sus_conteos_y_su_llave(sesion):
    actividad = armar(
        sesion, TIPOS["jornada"], datos(), conteos={"": 25, "asp": 3}, llave="abc", **PROCEDENCIA
    )
    sesion.commit()
    ficha = consultas.ficha(actividad.uuid)
    assert (ficha.titulo, ficha.lugar, ficha.localidad) == ("Jornada, Alameda", "Alameda", "Santa Fe")
    assert (ficha.conteos, ficha.estado, ficha.origen) == ({"": 25, "asp": 3}, "cerrada", "importada")
    assert actividad.llave_de_importacion == "abc"
    assert actividad.cerrada_en is not None


def test_una_fecha_de_mes_dura_hasta_el_ultimo_dia_del_mes(sesion):
    fecha = leer_fecha_con_precision("2023-02")
    mebog = armar(sesion, TIPOS["mebog"], {"fecha": fecha, "estacion": "Bosa", "sesiones": 3}, **PROCEDENCIA)
    assert (str(mebog.fecha), str(mebog.fin), mebog.sesiones) == ("2023-02-01", "2023-02-28", 3)
    assert mebog.localidad_codigo == "07"


def test_el_mismo_lugar_escrito_de_otra_manera_es_uno_solo(sesion):
    for lugar in ("Plazoleta Mariposa", "plazoleta  MARIPOSA", "Plazoleta Maripósa"):
        armar(sesion, TIPOS["jornada"], datos(lugar=lugar), **PROCEDENCIA)
    armar(sesion, TIPOS["jornada"], datos(lugar="Plazoleta Mariposa", localidad="14"), **PROCEDENCIA)
    lugares = sesion.execute(select(Lugar.nombre, Lugar.localidad_codigo).order_by(Lugar.id)).all()
    assert lugares == [("Plazoleta Mariposa", "03"), ("Plazoleta Mariposa", "14")]


def test_una_sesion_puede_traer_todo_su_orden_del_dia(sesion):
    una, otra = (funcion.id for funcion in consultas.opciones(TIPOS["zesai"], {}) and _funciones()[:2])
    agenda = [
        {"titulo": "Alerta temprana", "presenta": "Gobierno", "funciones": [una, otra]},
        {"titulo": "Varios"},
    ]
    mesa = armar(sesion, TIPOS["zesai"], datos(clase="ordinaria", agenda=agenda), **PROCEDENCIA)
    puntos = consultas.orden_del_dia(mesa.uuid)
    assert [(punto.titulo, punto.presenta, punto.numeros) for punto in puntos] == [
        ("Alerta temprana", "Gobierno", ["1", "2"]),
        ("Varios", "", []),
    ]


def _funciones():
    from registro.instancias.consultas import funciones, instancias

    return funciones(instancias()[0].id)


MALOS = [
    ({"fecha": None}, {}, "Falta la fecha"),
    ({"titulo": "a" * 301}, {}, "el límite es 300"),
    ({"notas": "a" * 5001}, {}, "el límite es 5.000"),
    ({}, {"conteos": {"": 1, "asp": 2}}, "Por público suman 2 y el total dice 1"),
]


@pytest.mark.parametrize("malo,procedencia,frase", MALOS)
def test_lo_que_no_cuadra_no_nace(sesion, malo, procedencia, frase):
    with pytest.raises(ErrorDeRegistro, match=frase):
        armar(sesion, TIPOS["jornada"], datos(**malo), **PROCEDENCIA, **procedencia)
    assert consultas.listar(consultas.Busqueda())[1] == 0


def test_las_mesas_que_se_crean_en_el_mismo_instante_toman_numeros_seguidos(app):
    juntas = Barrier(4)

    def crear_una(_vez):
        with app.app_context():
            juntas.wait()
            return crear("mesa_tecnica", entidad_o_sector="Sector Salud", lugar="")

    with ThreadPoolExecutor(4) as secretarias:
        creadas = list(secretarias.map(crear_una, range(4)))
    with app.app_context():
        numeros = [dict(consultas.ficha(una).propios)["Número"] for una in creadas]
    assert sorted(numeros) == ["1", "2", "3", "4"]
