"""Las tablas en pantalla: se llega, se filtra, cada cifra se abre y se descarga."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from registro.informes.catalogo import CATALOGO
from tests.fabricas.tablas import asistir, atender, crear_actividad, crear_persona

ROLES = ("secretaria", "casa", "analista", "enlace", "administracion", "auditoria")


def con_algo_en_cada_tabla(app):
    """La plantilla: una jornada de sesenta personas, una atención y una sesión de la mesa."""
    with app.app_context():
        datos = {"lugar": "Casa De Todas", "localidad": "14"}
        jornada = crear_actividad("jornada", "2023-03-13", declaradas=25, **datos)
        for _ in range(60):
            asistir(jornada)
        dia = crear_actividad("casa_de_todas", "2023-05-04", **datos)
        atender(asistir(dia, crear_persona()), "juridica", "asesoría")
        crear_actividad("zesai", "2020-03-11")


@pytest.fixture(scope="module")
def comun(motor, instalaciones, tmp_path_factory):
    datos = tmp_path_factory.mktemp("tablas") / "datos"
    with instalaciones.copia(motor, con_algo_en_cada_tabla, datos) as aplicacion:
        yield aplicacion


@pytest.fixture
def app(comun):
    """La misma para todas: aquí sólo se lee."""
    return comun


def enlaces(respuesta, parte):
    return [e.get("href") for e in respuesta.pagina.todos("a") if parte in (e.get("href") or "")]


@pytest.mark.parametrize("rol", ROLES)
def test_el_indice_lleva_a_todas_las_tablas_en_la_ultima_vigencia_cerrada(como, rol):
    indice = como(rol).get("/tablas")
    assert len(enlaces(indice, "/tablas/")) == len(CATALOGO)
    assert "/tablas/jornadas?vigencia=2023" in enlaces(indice, "/tablas/jornadas")


@pytest.mark.parametrize("nombre", CATALOGO)
def test_cada_tabla_se_ve_y_se_descarga(como, nombre):
    analista = como("analista")
    vista = analista.get(f"/tablas/{nombre}")
    assert vista.estado == 200
    assert vista.pagina.h1.startswith(CATALOGO[nombre].titulo)
    descargas = enlaces(vista, "formato=")
    assert len(descargas) == 3
    for descarga in descargas:
        bajada = analista.get(descarga)
        assert bajada.estado == 200
        assert "attachment" in bajada.cruda.headers["Content-Disposition"]


@pytest.mark.parametrize("nombre", CATALOGO)
def test_todo_lo_subrayado_se_abre(como, nombre):
    casa = como("casa")
    for enlace in enlaces(casa.get(f"/tablas/{nombre}"), "/registros?")[:12]:
        assert casa.get(enlace).estado == 200


@pytest.mark.parametrize("rol", ROLES)
def test_nadie_ve_subrayado_lo_que_no_puede_abrir(como, rol):
    cliente = como(rol)
    for enlace in enlaces(cliente.get("/tablas/actividades"), "/registros?"):
        assert cliente.get(enlace).estado == 200


def test_los_registros_de_una_cifra_la_suman_por_paginas(como):
    analista = como("analista")
    enlace = enlaces(analista.get("/tablas/jornadas?vigencia=2023"), "f.actividad")[0]
    primera = analista.get(enlace)
    assert primera.pagina.h1 == "60 asistencias"
    assert "60 registros suman esta cifra." in primera.texto
    assert "Jornada, Casa De Todas, 13 de marzo de 2023" in primera.texto
    assert "1 a 50 de 60" in primera.texto
    segunda = analista.get(enlaces(primera, "pagina=2")[0])
    assert "51 a 60 de 60" in segunda.texto
    filas = json.loads(analista.get(enlaces(primera, "formato=json")[0]).cruda.text)["filas"]
    assert sum(fila[-1] for fila in filas) == 60


def test_las_atenciones_se_ven_y_solo_la_casa_las_abre(como):
    for rol in ROLES:
        cliente = como(rol)
        abribles = enlaces(cliente.get("/tablas/atenciones"), "/registros")
        directa = cliente.get("/tablas/atenciones/registros?f.area=juridica")
        assert bool(abribles) is (rol == "casa")
        assert directa.estado == (200 if rol == "casa" else 403)
    assert "sólo los abre Casa de Todas" in como("analista").get("/tablas/atenciones").texto


def test_quien_no_abre_registros_ve_las_cifras_sin_enlace(como):
    enlace_sectorial = como("enlace")
    vista = enlace_sectorial.get("/tablas/jornadas")
    assert "60" in vista.texto
    assert enlaces(vista, "/registros") == []
    assert enlace_sectorial.get("/tablas/jornadas/registros").estado == 403


def test_secretaria_llega_de_un_registro_a_su_actividad(como):
    secretaria = como("secretaria")
    vista = secretaria.get("/tablas/actividades/registros?f.medida=actividades&f.tipo=jornada")
    suyos = [e.get("href") for e in vista.pagina.todos("a") if "Casa De Todas" in "".join(e.itertext())]
    assert len(suyos) == 1
    assert secretaria.get(suyos[0]).estado == 200
    analista = como("analista").get("/tablas/actividades/registros?f.medida=actividades&f.tipo=jornada")
    assert not any("Casa De Todas" in "".join(e.itertext()) for e in analista.pagina.todos("a"))


def test_los_filtros_se_conservan_al_elegir_otro(como):
    vista = como("analista").get("/tablas/jornadas?vigencia=2023&localidad=14")
    elegidas = [e.get("value") for e in vista.pagina.todos("option") if e.get("selected") is not None]
    assert {"2023", "14"} <= set(elegidas)
    consulta = parse_qs(urlsplit(enlaces(vista, "/registros")[0]).query)
    assert consulta["vigencia"] == ["2023"]
    assert consulta["localidad"] == ["14"]


def test_una_vigencia_sin_nada_lo_dice_y_ofrece_salida(como):
    vista = como("analista").get("/tablas/jornadas?vigencia=2015")
    assert "No hay registros con estos filtros" in vista.texto
    assert "/tablas/jornadas" in enlaces(vista, "/tablas/jornadas")


def test_la_periodicidad_muestra_lo_publicado_al_lado(como):
    vista = como("analista").get("/tablas/periodicidad")
    assert len(vista.pagina.todos("table")) == 2 or "No hay registros" in vista.texto


@pytest.mark.parametrize(
    "direccion,estado",
    [
        ("/tablas/jornaditas", 404),
        ("/tablas/jornadas?sector=Salud", 400),
        ("/tablas/jornadas?vigencia=ayer", 400),
        ("/tablas/jornadas?formato=pdf", 400),
        ("/tablas/jornadas/registros?f.color=rojo", 400),
    ],
)
def test_una_direccion_mal_escrita_se_explica(como, direccion, estado):
    assert como("analista").get(direccion).estado == estado
