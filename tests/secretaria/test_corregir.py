"""Corregir guarda lo que cambió, lo anota y no pisa a nadie."""

import pytest

from registro.actividades import consultas
from registro.actividades.tipos import TIPOS
from registro.seguridad.consultas import bitacora
from tests.fabricas.actividades import crear
from tests.fabricas.formularios import de_la_pagina


@pytest.fixture
def jornada(app):
    with app.app_context():
        return crear(conteos={"": 20, "asp": 12}, servicios=[1, 3], notas="Con carpa")


def formulario(cliente, uuid):
    """Lo que la pantalla de corregir trae escrito."""
    pagina = cliente.get(f"/actividades/{uuid}/corregir").pagina
    datos = de_la_pagina(pagina)
    datos["servicios"] = [
        e.get("value")
        for e in pagina.todos("input")
        if e.get("name") == "servicios" and "checked" in e.attrib
    ]
    return datos


def ficha(app, uuid):
    with app.app_context():
        return consultas.ficha(uuid)


def test_la_pantalla_trae_lo_guardado(como, jornada):
    datos = formulario(como("secretaria"), jornada)
    assert datos["fecha"] == "13/03/2023"
    assert (datos["lugar"], datos["localidad"], datos["notas"]) == ("Plazoleta Mariposa", "03", "Con carpa")
    assert (datos["conteo_total"], datos["conteo_asp"], datos["servicios"]) == ("20", "12", ["1", "3"])


def test_guardar_sin_tocar_nada_no_cambia_nada(como, app, jornada):
    antes, secretaria = ficha(app, jornada), como("secretaria")
    respuesta = secretaria.post(f"/actividades/{jornada}/corregir", formulario(secretaria, jornada))
    assert "Se guardaron los cambios" in respuesta.texto
    despues = ficha(app, jornada)
    assert (despues.titulo, despues.conteos, despues.propios) == (antes.titulo, antes.conteos, antes.propios)
    assert despues.localidad == "Santa Fe"


@pytest.mark.parametrize("tipo", TIPOS)
def test_cada_tipo_se_corrige_en_su_formulario(como, app, tipo):
    with app.app_context():
        uuid = crear(tipo)
    antes, secretaria = ficha(app, uuid), como("secretaria")
    datos = formulario(secretaria, uuid) | {"notas": "Llovió"}
    assert "Se guardaron los cambios" in secretaria.post(f"/actividades/{uuid}/corregir", datos).texto
    despues = ficha(app, uuid)
    assert (despues.titulo, despues.propios, despues.notas) == (antes.titulo, antes.propios, "Llovió")


def test_lo_corregido_queda_en_la_bitacora_con_lo_que_cambio(como, app, jornada):
    secretaria = como("secretaria")
    datos = formulario(secretaria, jornada) | {"conteo_total": "1.025", "conteo_asp": "", "servicios": ["2"]}
    secretaria.post(f"/actividades/{jornada}/corregir", datos)
    assert ficha(app, jornada).conteos == {"": 1025}
    with app.app_context():
        [linea] = bitacora("actividad.corregir")[0]
    assert linea.detalle["campos"] == ["conteos", "servicios"]
    assert linea.detalle["conteos_antes"] == {"asp": 12, "total": 20}
    assert linea.actor == "Secretaría técnica"


def test_cambiar_el_lugar_vuelve_a_armar_el_titulo(como, app, jornada):
    secretaria = como("secretaria")
    datos = formulario(secretaria, jornada) | {"lugar": "Plaza del Voto Nacional", "localidad": "14"}
    secretaria.post(f"/actividades/{jornada}/corregir", datos)
    assert ficha(app, jornada).titulo == "Jornada, Plaza del Voto Nacional"


def test_la_segunda_persona_sabe_que_otra_guardo_y_conserva_lo_suyo(como, app, jornada):
    una, otra = como("secretaria"), como("secretaria")
    suyo, de_otra = formulario(una, jornada), formulario(otra, jornada)
    una.post(f"/actividades/{jornada}/corregir", suyo | {"conteo_total": "30"})
    aviso = otra.post(f"/actividades/{jornada}/corregir", de_otra | {"notas": "Llovió toda la tarde"})
    assert aviso.estado == 400
    assert "Otra persona cambió esta actividad mientras usted la tenía abierta" in aviso.texto
    assert "Personas contadas a mano 30" in aviso.texto
    assert "Secretaría técnica la corrigió: " in aviso.texto
    assert "Llovió toda la tarde" in aviso.texto
    assert (ficha(app, jornada).notas, ficha(app, jornada).conteos[""]) == ("Con carpa", 30)
    nueva = next(e.get("value") for e in aviso.pagina.todos("input") if e.get("name") == "version")
    decidido = de_otra | {"notas": "Llovió toda la tarde", "conteo_total": "30", "version": nueva}
    assert "Se guardaron los cambios" in otra.post(f"/actividades/{jornada}/corregir", decidido).texto
    assert (ficha(app, jornada).notas, ficha(app, jornada).conteos[""]) == ("Llovió toda la tarde", 30)


def test_si_las_dos_escribieron_lo_mismo_tambien_se_dice_y_se_puede_guardar(como, jornada):
    una, otra = como("secretaria"), como("secretaria")
    mismo, de_otra = ({**formulario(cual, jornada), "notas": "Llovió"} for cual in (una, otra))
    una.post(f"/actividades/{jornada}/corregir", mismo)
    aviso = otra.post(f"/actividades/{jornada}/corregir", de_otra)
    assert "Es lo mismo que usted escribió" in aviso.texto
    nueva = next(e.get("value") for e in aviso.pagina.todos("input") if e.get("name") == "version")
    guardada = otra.post(f"/actividades/{jornada}/corregir", de_otra | {"version": nueva})
    assert "Se guardaron los cambios" in guardada.texto


def test_un_error_de_escritura_no_se_confunde_con_un_conflicto(como, jornada):
    secretaria = como("secretaria")
    datos = formulario(secretaria, jornada)
    malo = secretaria.post(f"/actividades/{jornada}/corregir", datos | {"fecha": "31/02/2023"})
    assert malo.estado == 400
    assert "El 31 de febrero de 2023 no existe" in malo.texto
    assert "la otra persona" not in malo.texto


def test_corregir_una_mesa_no_la_desliga_de_su_jornada(como, app, jornada):
    with app.app_context():
        mesa = crear("mesa_tecnica", entidad_o_sector="Jornada itinerante")
    secretaria = como("secretaria")
    datos = formulario(secretaria, mesa) | {"entidad_o_sector": "Sector Mujeres"}
    secretaria.post(f"/actividades/{mesa}/corregir", datos)
    assert ("Entidad o sector", "Sector Mujeres") in ficha(app, mesa).propios
    with app.app_context():
        assert consultas.jornada_de_mesa(mesa).uuid == jornada


def test_corregir_no_borra_lo_que_una_fila_historica_representa(como, app):
    with app.app_context():
        historica = crear(sesiones=3)
    secretaria = como("secretaria")
    secretaria.post(f"/actividades/{historica}/corregir", formulario(secretaria, historica))
    assert ficha(app, historica).sesiones == 3
