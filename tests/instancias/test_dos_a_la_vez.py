"""Dos personas corrigen el mismo puesto, función, instancia o fila de catálogo: ninguna pisa a la otra."""

import pytest
from sqlalchemy import select

from registro.catalogos.modelo import Servicio
from registro.errores import OtraVersion, exigir_version
from registro.extensiones import db
from registro.instancias import consultas
from tests.fabricas.formularios import de_la_pagina, lo_escrito
from tests.fabricas.institucional import puesto_llamado

DEFENSORIA = "Defensoría del Pueblo"
# Rol, cuál pantalla, qué casilla cambian las dos y cómo se llama.
NOMBRES = {"secretaria": "Secretaría técnica", "administracion": "Administración"}
PANTALLAS = [
    ("secretaria", "puesto", "nombre", "Puesto"),
    ("secretaria", "relevo", "entidades", "Entidad"),
    ("secretaria", "funcion", "texto", "Texto"),
    ("secretaria", "instancia", "reglamento", "Reglamento interno"),
    ("administracion", "servicio", "nombre", "Nombre"),
]


@pytest.fixture
def rutas(app):
    puesto = puesto_llamado(app, DEFENSORIA)
    with app.app_context():
        mesa = consultas.resolver_instancia("ZESAI").id
        servicio = db.session.scalar(select(Servicio.id).limit(1))
        return {
            "puesto": f"/mesa/puesto/{puesto}",
            "relevo": f"/mesa/puesto/{puesto}/entidad",
            "funcion": f"/mesa/funcion/{consultas.funciones(mesa)[0].id}",
            "instancia": f"/mesa/instancia/{mesa}/corregir",
            "servicio": f"/administracion/catalogos/servicio/{servicio}",
        }


@pytest.mark.parametrize("rol, cual, casilla, rotulo", PANTALLAS)
def test_la_segunda_ve_lo_que_dejo_la_primera_y_conserva_lo_suyo(como, rutas, rol, cual, casilla, rotulo):
    una, otra, ruta = como(rol), como(rol), rutas[cual]
    fechas = {"desde": "01/04/2020"} if cual == "relevo" else {}
    suyo = lo_escrito(una, ruta) | fechas | {casilla: "Lo que dejó la primera"}
    de_otra = lo_escrito(otra, ruta) | fechas | {casilla: "Lo de la segunda"}
    assert una.post(ruta, suyo).estado == 200
    aviso = otra.post(ruta, de_otra)
    assert aviso.estado == 400
    assert "desde que usted empezó. Lo que usted escribió sigue aquí" in aviso.texto
    assert f"Lo que la otra persona dejó guardado {NOMBRES[rol]} lo guardó: " in aviso.texto
    assert f"{rotulo} Lo que dejó la primera" in aviso.texto
    decidido = de_la_pagina(aviso.pagina)
    assert decidido[casilla] == "Lo de la segunda"
    if cual == "relevo":
        decidido["desde"] = "01/05/2020"
    assert otra.post(ruta, decidido).estado == 200
    assert "Lo de la segunda" in otra.get(ruta).cruda.text


def test_sin_la_version_que_se_leyo_no_se_corrige_nada(como, rutas):
    secretaria, ruta = como("secretaria"), rutas["funcion"]
    antes = lo_escrito(secretaria, ruta)
    ciego = {nombre: valor for nombre, valor in antes.items() if nombre != "version"} | {"texto": "Otro"}
    assert "Otra persona guardó cambios en esta función" in secretaria.post(ruta, ciego).texto
    ficha = {"csrf_token": antes["csrf_token"]}  # lleva la hora: de un segundo a otro es distinta
    assert lo_escrito(secretaria, ruta) | ficha == antes


def test_dejar_de_ofrecer_una_fila_tambien_es_un_cambio(como, rutas):
    una, otra, ruta = como("administracion"), como("administracion"), rutas["servicio"]
    de_otra = lo_escrito(otra, ruta)
    una.post(f"{ruta}/activar", {"activa": "no"})
    assert "Es lo mismo que usted escribió" in otra.post(ruta, de_otra).texto


def test_quien_no_leyo_antes_no_compara():
    exigir_version(3, None, "este puesto")
    exigir_version(3, 3, "este puesto")
    with pytest.raises(OtraVersion, match="en este puesto"):
        exigir_version(3, 2, "este puesto")
