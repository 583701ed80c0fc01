"""Entrar de verdad, por la pantalla, con la protección contra falsificaciones puesta."""

import pytest

from registro.seguridad.permisos import ROLES
from tests.navegacion.cliente import entrar


@pytest.mark.parametrize("rol", sorted(ROLES))
def test_cada_rol_entra_y_ve_su_nombre(cliente, rol):
    assert ROLES[rol] in entrar(cliente, rol).get("/cuenta").texto


@pytest.mark.parametrize(
    "rol, llega",
    [
        ("campo", "/campo"),
        ("casa", "/casa"),
        ("secretaria", "/actividades"),
        ("analista", "/tablas"),
        ("enlace", "/reportes"),
        ("administracion", "/administracion"),
        ("auditoria", "/tablas"),
    ],
)
def test_cada_rol_llega_a_su_trabajo_principal(cliente, rol, llega):
    entrar(cliente, rol)
    assert cliente.get("/").ruta == llega


def test_sin_la_ficha_del_formulario_no_se_entra(cliente):
    respuesta = cliente.post("/entrar", {"usuario": "campo", "clave": "x", "csrf_token": "inventada"})
    assert respuesta.estado == 400


def test_una_clave_equivocada_se_dice_y_no_entra(cliente):
    respuesta = cliente.post("/entrar", {"usuario": "campo", "clave": "no es la clave"})
    assert respuesta.estado == 400
    assert "no coinciden" in respuesta.texto
    assert cliente.get("/cuenta").ruta == "/entrar"
