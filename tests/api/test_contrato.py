"""La descripción que se sirve, el paquete, las firmas y quién puede llamar."""

import base64
import hmac
import json
import re

import pytest
from jsonschema import Draft202012Validator

from registro.personas import operaciones as de_personas
from registro.seguridad.dispositivos import operaciones
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas
from tests.fabricas.tabletas import API, Tableta, contrato, exigir_contrato, sellar


@pytest.fixture
def tableta(contexto):
    return Tableta(contexto)


def test_la_descripcion_se_sirve_a_cualquiera_y_nombra_todas_las_rutas(app):
    respuesta = app.test_client().get(f"{API}/openapi.json")
    assert respuesta.json == contrato()
    de_la_api = {
        (re.sub(r"<(\w+)>", r"{\1}", regla.rule.removeprefix(API)), metodo.lower())
        for regla in app.url_map.iter_rules()
        if regla.endpoint.startswith("api.")
        for metodo in regla.methods - {"HEAD", "OPTIONS"}
    }
    assert de_la_api == {(ruta, m) for ruta, metodos in contrato()["paths"].items() for m in metodos}


def test_los_esquemas_son_validos_y_aceptan_lo_que_manda_una_tableta(contexto):
    for esquema in contrato()["components"]["schemas"].values():
        Draft202012Validator.check_schema(esquema)
    lote = {"$ref": "#/components/schemas/Lote", "components": contrato()["components"]}
    lectura = crear_lectura(crear_actividad())
    Draft202012Validator(lote).validate({"lecturas": [lectura, sellar(lectura)], "pendientes": 2})


def test_el_paquete_trae_lo_necesario_y_nada_de_nadie(tableta):
    actividad, codigos = crear_actividad(), crear_tarjetas(2)
    cerca, ajena = crear_actividad(estado="programada", lugar="Mariposa"), crear_actividad("zesai")
    tableta.entregar(crear_lectura(actividad, codigos[0]))
    de_personas.revocar(ACTOR, codigos[1], "Se perdió")
    paquete = tableta.paquete().json
    assert {a["id"] for a in paquete["actividades"]} == {actividad, cerca}
    assert ajena not in json.dumps(paquete)
    assert not any(codigo in json.dumps(paquete) for codigo in codigos)
    sal = base64.b64decode(paquete["revocadas"]["sal"])
    huella = hmac.digest(sal, codigos[1].encode(), "sha256")[:12]
    assert paquete["revocadas"]["huellas"] == [base64.b64encode(huella).decode()]


def test_el_mismo_paquete_no_se_descarga_dos_veces(tableta):
    primero = tableta.paquete()
    marca = primero.headers["ETag"]
    assert tableta.paquete(**{"If-None-Match": marca}).status_code == 304
    crear_actividad()
    assert tableta.paquete(**{"If-None-Match": marca}).status_code == 200


def test_una_tableta_revocada_no_recibe_paquete(tableta):
    operaciones.revocar(ACTOR, tableta.id, "Se la robaron")
    respuesta = tableta.paquete()
    assert respuesta.status_code == 401
    assert respuesta.json["error"]["motivo"] == "revocado"


def test_con_llave_cada_peticion_va_firmada(contexto):
    tableta = Tableta(contexto, con_llave=True)
    cuerpo = json.dumps({"lecturas": [crear_lectura(crear_actividad())]}).encode()
    assert tableta.enviar(cuerpo).json["error"]["motivo"] == "firma"
    firma = tableta.firma("POST", f"{API}/lotes", cuerpo)
    assert tableta.enviar(cuerpo, Firma=firma).status_code == 200
    assert tableta.enviar(cuerpo + b" ", Firma=firma).status_code == 401
    assert tableta.enviar(cuerpo, Firma="AAAA").status_code == 401
    assert tableta.enviar(cuerpo, Firma="esto no es base64").status_code == 401
    assert tableta.paquete(Firma=tableta.firma("GET", f"{API}/paquete")).status_code == 200


@pytest.mark.parametrize("llave", ["AAAA", "no", "MCowBQYDK2VwAyEA" + "A" * 43 + "=", "A" * 900])
def test_una_llave_que_no_sirve_no_gasta_la_invitacion(contexto, llave):
    codigo = operaciones.invitar(ACTOR, "Tableta 1").codigo
    cliente = contexto.test_client()
    mala = exigir_contrato(cliente.post(f"{API}/dispositivos", json={"codigo": codigo, "llave": llave}))
    assert (mala.status_code, mala.json["error"]["campo"]) == (400, "llave")
    assert cliente.post(f"{API}/dispositivos", json={"codigo": codigo}).status_code == 201


@pytest.mark.parametrize("pedido", [{}, {"codigo": 3}, {"codigo": " "}, {"codigo": "X", "nombre": 1}])
def test_inscribirse_mal_se_dice_con_su_campo(contexto, pedido):
    mala = exigir_contrato(contexto.test_client().post(f"{API}/dispositivos", json=pedido))
    assert mala.status_code == 400
    assert mala.json["error"]["campo"] in {"codigo", "nombre"}


def test_una_direccion_que_no_existe_se_dice_en_json(contexto):
    respuesta = contexto.test_client().get(f"{API}/personas")
    assert respuesta.status_code == 404
    assert respuesta.json["error"]["mensaje"]
