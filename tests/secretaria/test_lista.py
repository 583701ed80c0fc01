"""La lista encuentra cualquier actividad, la más reciente primero."""

import pytest

from tests.fabricas.actividades import crear


@pytest.fixture
def actividades(app):
    with app.app_context():
        crear(fecha="13/03/2022")
        crear("mebog", fecha="2023-03", estacion="Usaquén", lugar="")
        crear("mesa_tecnica", fecha="20/04/2023", entidad_o_sector="Sector Educación", lugar="")
        crear("encuentro", fecha="01/06/2023", categoria="jornada de cine", abierta=False, localidad="08")


def titulos(respuesta):
    filas = [fila for fila in respuesta.pagina.todos("th") if fila.get("scope") == "row"]
    return ["".join(fila.itertext()).strip() for fila in filas]


CINE, MESA, MEBOG, JORNADA = (
    "Jornada de cine",
    "Mesa técnica 1: Sector Educación",
    "Sesión MEBOG, estación Usaquén",
    "Jornada, Plazoleta Mariposa",
)
FILTROS = [
    ("", [CINE, MESA, MEBOG, JORNADA]),
    ("tipo=mebog", [MEBOG]),
    ("estado=programada", [CINE]),
    ("localidad=01", [MEBOG]),
    ("vigencia=2023", [CINE, MESA, MEBOG]),
    ("texto=EDUCACION", [MESA]),
    ("texto=jornada+mariposa", [CINE, JORNADA]),
    ("texto=usaquen", [MEBOG]),
    ("vigencia=2023&tipo=jornada", []),
    ("texto=%25", []),
    ("tipo=paseo&estado=lista&localidad=99&vigencia=ayer&pagina=cero", [CINE, MESA, MEBOG, JORNADA]),
]


@pytest.mark.parametrize("filtro,esperadas", FILTROS)
def test_los_filtros_dejan_lo_que_dicen(como, actividades, filtro, esperadas):
    assert titulos(como("secretaria").get(f"/actividades?{filtro}")) == esperadas


def test_sin_actividades_dice_como_empezar(como):
    assert "Todavía no hay actividades" in como("secretaria").get("/actividades").texto


def test_sin_resultados_dice_como_volver(como, actividades):
    assert (
        "Ninguna actividad cumple esos filtros"
        in como("secretaria").get("/actividades?texto=paloquemao").texto
    )


def test_las_paginas_conservan_los_filtros(como, app):
    with app.app_context():
        for _ in range(31):
            crear()
    secretaria = como("secretaria")
    primera = secretaria.get("/actividades?vigencia=2023")
    assert len(titulos(primera)) == 30
    siguiente = next(e.get("href") for e in primera.pagina.todos("a") if e.get("rel") == "next")
    segunda = secretaria.get(siguiente)
    assert len(titulos(segunda)) == 1
    assert "31 a 31 de 31" in segunda.texto
    assert len(titulos(secretaria.get("/actividades?vigencia=2023&pagina=99"))) == 1


def test_solo_la_secretaria_entra(como):
    assert como("campo").get("/actividades").estado == 403
    assert como("analista").get("/actividades/nueva").estado == 403
