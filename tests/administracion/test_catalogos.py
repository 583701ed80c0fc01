"""Los catálogos son filas que las personas editan."""

import re

import pytest
from sqlalchemy import select

from registro.catalogos.edicion import CATALOGOS
from registro.extensiones import db
from registro.seguridad.modelo import Anotacion

NUEVOS = {
    "lugar": {"nombre": "Plaza España", "localidad_codigo": "14"},
    "alias": {"nombre": "La Concordia", "localidad_codigo": "17"},
    "sector": {"nombre": "Hacienda Nueva"},
    "entidad": {"nombre": "IDIPRON", "sector_id": ""},
    "servicio": {"nombre": "Odontología", "orden": "3"},
    "area": {"etiqueta": "Pedagógica", "orden": "9"},
    "clase": {"etiqueta": "Remisión", "padre": "juridica", "orden": "9"},
    "modalidad": {"etiqueta": "Virtual", "orden": "9"},
    "actuacion": {"etiqueta": "Recurso de apelación", "padre": "juridica", "orden": "9"},
    "gestion": {"etiqueta": "Cupo escolar", "padre": "trabajo_social", "orden": "9"},
    "categoria_encuentro": {"etiqueta": "Taller de danza", "orden": "9"},
}


@pytest.mark.parametrize("clave", sorted(CATALOGOS))
def test_cada_catálogo_admite_una_fila_nueva_y_no_la_repite(como, clave):
    cliente, datos = como("administracion"), NUEVOS[clave]
    nombre = next(iter(datos.values()))
    assert nombre in cliente.post(f"/administracion/catalogos/{clave}/nueva", datos).texto
    repetida = cliente.post(f"/administracion/catalogos/{clave}/nueva", datos)
    assert repetida.estado == 400
    assert "ya está en el catálogo" in repetida.texto


def test_corregir_una_fila_conserva_su_clave_y_cambia_lo_que_se_lee(como):
    cliente = como("administracion")
    pagina = cliente.get("/administracion/catalogos/clase").pagina.texto
    direccion = re.search(r"/administracion/catalogos/clase/\d+(?=\">Asesoría)", pagina)[0]
    assert 'value="Asesoría"' in cliente.get(direccion).pagina.texto
    datos = {"etiqueta": "Asesoría jurídica", "padre": "juridica", "orden": "2", "version": "1"}
    assert "Asesoría jurídica" in cliente.post(direccion, datos).texto
    with cliente.app.app_context():
        orden = select(Anotacion.detalle).where(Anotacion.accion == "catalogos.guardar")
        assert db.session.scalar(orden)["antes"]["etiqueta"] == "Asesoría"


def test_dejar_de_ofrecer_no_borra(como):
    cliente = como("administracion")
    pagina = cliente.get("/administracion/catalogos/servicio").pagina.texto
    direccion = re.search(r"/administracion/catalogos/servicio/\d+", pagina)[0]
    cliente.post(f"{direccion}/activar", {"activa": "no"})
    assert "Volver a ofrecer" in cliente.get("/administracion/catalogos/servicio").texto


@pytest.mark.parametrize(
    "datos, frase",
    [
        ({"nombre": "", "orden": "1"}, "Hace falta: nombre"),
        ({"nombre": "x" * 10_000, "orden": "1"}, "límite"),
        ({"nombre": "Odontología", "orden": "muchos"}, "muchos"),
    ],
)
def test_un_dato_malo_se_explica_y_no_se_guarda(como, datos, frase):
    cliente = como("administracion")
    respuesta = cliente.post("/administracion/catalogos/servicio/nueva", datos)
    assert respuesta.estado == 400
    assert frase in respuesta.texto
    assert "Odontología" not in cliente.get("/administracion/catalogos/servicio").texto


def test_un_catálogo_o_una_fila_que_no_existen_se_dicen(como):
    cliente = como("administracion")
    assert cliente.get("/administracion/catalogos/nada").estado == 404
    assert cliente.get("/administracion/catalogos/servicio/99999").estado == 404
