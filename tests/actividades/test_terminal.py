"""``registro actividad crear`` deja abierta una actividad de cualquier tipo y responde su id."""

import json

import pytest

from registro.actividades import consultas
from registro.actividades.tipos import TIPOS


def crear(terminal, tipo="jornada", **opciones):
    dadas = {"fecha": "2023-03-13", "lugar": "Casa de Todas"} | opciones
    return terminal("actividad", "crear", tipo, *(f"--{nombre}={valor}" for nombre, valor in dadas.items()))


@pytest.mark.parametrize("tipo", TIPOS)
def test_cualquier_tipo_se_crea_en_una_base_recien_migrada(terminal, app, tipo):
    salida = crear(terminal, tipo)
    assert (salida.exit_code, salida.stderr) == (0, "")
    with app.app_context():
        ficha = consultas.ficha(json.loads(salida.stdout)["id"])
    assert (ficha.tipo.clave, ficha.estado, ficha.lugar) == (tipo, "abierta", "Casa de Todas")
    assert (ficha.localidad, ficha.origen) == ("Los Mártires", "terminal")


def test_la_fecha_el_titulo_y_la_localidad_se_leen_como_se_escriban(terminal, app):
    salida = crear(terminal, fecha="marzo de 2023", localidad="engativa", titulo="Feria de marzo")
    with app.app_context():
        ficha = consultas.ficha(json.loads(salida.stdout)["id"])
    assert (ficha.fecha.larga, ficha.localidad, ficha.titulo) == (
        "marzo de 2023",
        "Engativá",
        "Feria de marzo",
    )


def test_un_dia_futuro_tambien_queda_abierto(terminal, app):
    salida = crear(terminal, fecha="13/03/2028")
    with app.app_context():
        assert consultas.ficha(json.loads(salida.stdout)["id"]).estado == "abierta"


MALAS = [
    ({"tipo": "paseo"}, "Los tipos son: jornada, mebog"),
    ({"fecha": "31/02/2023"}, "no existe"),
    ({"fecha": "1970-01-01"}, "anterior al 1 de enero de 2010"),
    ({"localidad": "Macondo"}, "«Macondo» no es una localidad de Bogotá"),
    ({"localidad": "99"}, "no es una localidad de Bogotá"),
    ({"lugar": "Santa Fe"}, "puede quedar en Santa Fe (03) y Los Mártires (14)"),
    ({"lugar": "a" * 10_000}, "el límite es 200"),
]


@pytest.mark.parametrize("opciones,frase", MALAS)
def test_lo_que_no_se_acepta_se_dice_y_no_crea_nada(terminal, app, opciones, frase):
    salida = crear(terminal, **opciones)
    assert salida.exit_code == 1
    assert salida.stdout == ""
    assert frase in salida.stderr
    with app.app_context():
        assert consultas.listar(consultas.Busqueda()) == ((), 0)
