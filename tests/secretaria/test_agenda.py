"""El orden del día dice qué función desarrolló cada punto; lo anulado no se borra."""

import pytest

from registro.actividades import consultas
from registro.seguridad.consultas import bitacora
from tests.fabricas.actividades import crear


@pytest.fixture
def sesion(app):
    with app.app_context():
        return crear("zesai")


def funcion(app, uuid, numero):
    """El id de una función por su número."""
    with app.app_context():
        return next(una.id for una in consultas.funciones_de(uuid) if una.numero == numero)


def puntos(app, uuid):
    with app.app_context():
        return consultas.orden_del_dia(uuid)


def agregar(cliente, uuid, **datos):
    cliente.get(f"/actividades/{uuid}/agenda/nuevo")
    return cliente.post(f"/actividades/{uuid}/agenda/nuevo", datos)


def test_un_punto_se_anade_con_quien_lo_presenta_y_sus_funciones(como, app, sesion):
    elegidas = [funcion(app, sesion, 3), funcion(app, sesion, 1)]
    respuesta = agregar(
        como("secretaria"), sesion, titulo="Alerta temprana", presenta="Gobierno", funciones=elegidas
    )
    assert "1. Alerta temprana Gobierno 1, 3" in respuesta.texto
    [punto] = puntos(app, sesion)
    assert punto.numeros == ["1", "3"]


def test_un_punto_se_corrige(como, app, sesion):
    secretaria = como("secretaria")
    agregar(secretaria, sesion, titulo="Alerta", funciones=[funcion(app, sesion, 1)])
    [punto] = puntos(app, sesion)
    assert "Alerta" in secretaria.get(f"/actividades/{sesion}/agenda/{punto.id}").texto
    secretaria.post(
        f"/actividades/{sesion}/agenda/{punto.id}",
        {"titulo": "Alerta temprana", "funciones": [funcion(app, sesion, 2)]},
    )
    [corregido] = puntos(app, sesion)
    assert (corregido.titulo, corregido.numeros) == ("Alerta temprana", ["2"])


def test_un_punto_anulado_conserva_su_texto_y_deja_de_desarrollar_funciones(como, app, sesion):
    secretaria = como("secretaria")
    desarrollada = funcion(app, sesion, 4)
    agregar(secretaria, sesion, titulo="No se alcanzó", funciones=[desarrollada])
    [punto] = puntos(app, sesion)
    aviso = secretaria.get(f"/actividades/{sesion}/agenda/{punto.id}/anular").texto
    assert "Dejará de contar como desarrollo de la función 4" in aviso
    secretaria.post(f"/actividades/{sesion}/agenda/{punto.id}/anular")
    [anulado] = puntos(app, sesion)
    assert (anulado.titulo, anulado.funciones, anulado.anulado_por) == (
        "No se alcanzó",
        (),
        "Secretaría técnica",
    )
    with app.app_context():
        [linea] = bitacora("agenda.anular")[0]
    assert linea.detalle["funciones_antes"] == [desarrollada]
    assert secretaria.post(f"/actividades/{sesion}/agenda/{punto.id}/anular").estado == 409


def test_un_punto_sin_texto_o_con_una_funcion_ajena_se_dice(como, app, sesion):
    secretaria = como("secretaria")
    vacio = agregar(secretaria, sesion, titulo=" ", presenta="Gobierno")
    assert (vacio.estado, "Escriba de qué trata el punto" in vacio.texto) == (400, True)
    ajena = agregar(secretaria, sesion, titulo="Alerta", funciones=["9999"])
    assert ajena.estado == 400
    assert puntos(app, sesion) == []


def test_el_orden_del_dia_se_escribe_de_corrido(como, app, sesion):
    secretaria = como("secretaria")
    ruta = f"/actividades/{sesion}/agenda/varios"
    assert "Funciones que rigen ese día" in secretaria.get(ruta).texto
    hecho = secretaria.post(ruta, {"agenda": "Alerta temprana (2, 5)\nVarios"})
    assert "Se añadieron 2 puntos" in hecho.texto
    assert [punto.numeros for punto in puntos(app, sesion)] == [["2", "5"], []]
    mala = secretaria.post(ruta, {"agenda": "Informe (15)"})
    assert (mala.estado, "No hay función 15" in mala.texto, "Informe (15)" in mala.cruda.text) == (
        400,
        True,
        True,
    )
    assert secretaria.post(ruta, {"agenda": "  "}).estado == 400
    assert len(puntos(app, sesion)) == 2


def test_un_punto_de_otra_sesion_no_se_encuentra(como, sesion):
    assert como("secretaria").get(f"/actividades/{sesion}/agenda/999").estado == 404


def test_una_jornada_no_tiene_orden_del_dia(como, app):
    with app.app_context():
        jornada = crear()
    respuesta = agregar(como("secretaria"), jornada, titulo="Alerta")
    assert respuesta.estado == 400
    assert "Sólo una sesión de la mesa tiene orden del día" in respuesta.texto


def test_la_sesion_nace_con_su_primer_punto(app):
    with app.app_context():
        uuid = crear("zesai", agenda="Apertura")
        otra = crear("zesai", fecha="14/03/2023", funciones=[consultas.funciones_de(uuid)[0].id])
        assert [punto.titulo for punto in consultas.orden_del_dia(uuid)] == ["Apertura"]
        [sin_titulo] = consultas.orden_del_dia(otra)
    assert (sin_titulo.titulo, sin_titulo.numeros) == ("Funciones abordadas", ["1"])


def test_el_detalle_de_la_sesion_lleva_a_la_asistencia_y_al_codigo(como, sesion):
    pagina = como("secretaria").get(f"/actividades/{sesion}").pagina
    destinos = {e.get("href") for e in pagina.todos("a")}
    assert {f"/mesa/sesion/{sesion}", f"/mesa/sesion/{sesion}/codigo"} <= destinos
