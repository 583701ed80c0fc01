"""Cerrado de fábrica: lo que no está en la tabla no lo abre nadie."""

import pytest

from registro.seguridad.permisos import PERMISOS, ROLES, Actor
from registro.web import DISPOSITIVO, LECTOR, PERMISO_DE_RUTA, PERMISO_DE_SECCION, PUBLICO
from registro.web.guarda import permiso_de
from tests.navegacion.cliente import Cliente
from tests.navegacion.paginas import NUMERO
from tests.seguridad import rutas


def direcciones(app, metodo="GET"):
    """Cada ruta que se puede pedir con ese método, con valores de relleno en sus huecos."""
    relleno = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}
    for regla in app.url_map.iter_rules():
        if metodo in regla.methods and regla.endpoint != "static":
            valores = {
                nombre: relleno.get(type(conversor).__name__.removesuffix("Converter").lower(), "x")
                for nombre, conversor in regla._converters.items()
            }
            valores = {
                n: relleno["int"] if v == "x" and "Integer" in str(regla._converters[n]) else v
                for n, v in valores.items()
            }
            with app.test_request_context():
                yield regla.endpoint, app.url_for(regla.endpoint, **valores)


def test_toda_ruta_esta_en_la_tabla_y_todo_permiso_existe(app):
    for regla in app.url_map.iter_rules():
        permiso = permiso_de(regla.endpoint)
        assert permiso is not None, f"{regla.endpoint} no está en la tabla de permisos"
        assert permiso in PERMISOS.keys() | {PUBLICO, DISPOSITIVO, LECTOR}
    vistas = {regla.endpoint for regla in app.url_map.iter_rules()}
    assert vistas >= PERMISO_DE_RUTA.keys(), "hay excepciones para rutas que ya no existen"
    assert PERMISO_DE_SECCION.keys() - {"static"} <= set(app.blueprints)


def test_la_tabla_de_rutas_es_la_revisada(app):
    """Una ruta nueva, o que cambia de permiso, se ve en la revisión: rutas.txt cambia con ella."""
    assert rutas.lineas(app) == rutas.TABLA.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("rol", [None, *sorted(ROLES)])
def test_tampoco_se_envia_lo_que_no_toca(app, como, rol):
    """Cada dirección que recibe formularios, como una desconocida y como cada rol."""
    cliente = como(rol) if rol else Cliente(app)
    actor = Actor(None, rol or "nadie", frozenset({rol} if rol else ()))
    ficha = {"csrf_token": cliente.get("/cuenta").pagina.ficha_csrf}
    for punto, url in direcciones(app, "POST"):
        permiso = permiso_de(punto)
        if permiso in {PUBLICO, DISPOSITIVO, LECTOR} or (rol and actor.puede(permiso)):
            continue
        respuesta = cliente.crudo.post(url, data=ficha)
        a_la_puerta = respuesta.status_code == 302 and respuesta.location.startswith("/entrar")
        assert respuesta.status_code == 403 if rol else a_la_puerta, f"{rol} envió a {url}"


def test_una_desconocida_sólo_llega_a_la_puerta(app):
    cliente = Cliente(app)
    for punto, url in direcciones(app):
        if permiso_de(punto) in {DISPOSITIVO, LECTOR}:
            assert cliente.crudo.get(url).status_code == 401, url
        elif permiso_de(punto) != PUBLICO:
            assert cliente.crudo.get(url).location.startswith("/entrar"), url


@pytest.mark.parametrize("rol", sorted(ROLES))
def test_cada_rol_abre_lo_suyo_y_nada_mas(app, como, rol):
    cliente, actor = como(rol), Actor(None, rol, frozenset({rol}))
    for punto, url in direcciones(app):
        permiso = permiso_de(punto)
        if permiso in {DISPOSITIVO, LECTOR}:
            assert cliente.crudo.get(url).status_code == 401, f"{rol} abrió {url}"
        elif permiso != PUBLICO and not actor.puede(permiso):
            assert cliente.crudo.get(url).status_code == 403, f"{rol} abrió {url}"


def test_sin_permiso_se_dice_y_no_se_muestra_nada(como):
    respuesta = como("campo").get("/administracion/usuarias")
    assert respuesta.estado == 403
    assert "Su rol no permite" in respuesta.texto
    assert "administracion" not in respuesta.texto.lower().replace("pídalo a administración", "")


def test_toda_respuesta_lleva_sus_cabeceras(cliente):
    cabeceras = cliente.get("/entrar").cruda.headers
    assert "default-src 'self'" in cabeceras["Content-Security-Policy"]
    assert "unsafe" not in cabeceras["Content-Security-Policy"]
    assert cabeceras["X-Content-Type-Options"] == "nosniff"
    assert cabeceras["Cache-Control"] == "no-store"
    sin_cuerpo = cliente.crudo.head("/entrar")
    assert (sin_cuerpo.status_code, sin_cuerpo.data, "nonce-" in str(sin_cuerpo.headers)) == (200, b"", True)


def test_el_numero_de_los_guiones_es_otro_en_cada_respuesta_y_lo_que_no_es_pagina_no_corre_nada(como):
    secretaria = como("secretaria")
    hallados = [
        NUMERO.search(secretaria.get(ruta).cruda.headers["Content-Security-Policy"])[1]
        for ruta in (*("/actividades", "/actividades"), *("/no-existe", "/entrar", "/campo/tableta"))
    ]
    assert len(set(hallados)) == len(hallados)
    assert secretaria.get("/actividades").pagina.todos("script")
    for ruta in ("/api/v1/openapi.json", "/estaticos/buscar.js", "/estaticos/estilo/icono.svg"):
        with secretaria.crudo.get(ruta) as cruda:
            assert "script-src 'none'" in cruda.headers["Content-Security-Policy"], ruta
