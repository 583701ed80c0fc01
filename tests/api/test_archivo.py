"""El archivo sellado que una tableta exportó entra por la bandeja y sale con su recibo firmado."""

import base64
import json
import random
import re
from io import BytesIO
from uuid import uuid4

import pytest

from registro.asistencia import consultas
from registro.extensiones import db
from registro.seguridad.sellado import consultas as de_llaves
from registro.seguridad.sellado import llaves
from tests.api.test_bandeja import acciones, contar
from tests.fabricas.campo import crear_actividad, crear_lectura, crear_tarjetas, inventar_codigo
from tests.fabricas.tabletas import Tableta, sellar


@pytest.fixture
def tableta(contexto):
    return Tableta(contexto)


def archivo_de(tableta, *piezas, **otros):
    lecturas = [{**sellar(pieza), "guardada": 1} for pieza in piezas]
    cuerpo = {"formato": "registro/sellado/1", "dispositivo": str(tableta.id), "cuantas": len(piezas)}
    return json.dumps({**cuerpo, "lecturas": lecturas, **otros}).encode()


def subir(cliente, bruto):
    return cliente.post("/bandeja/archivo", {"archivo": [(BytesIO(bruto), "notas.json")]})


def recibo_de(pagina):
    crudo = re.search(r'href="data:application/json;base64,([^"]+)" download="recibo-', pagina.cruda.text)[1]
    return json.loads(base64.b64decode(crudo))


def test_el_archivo_cuenta_como_si_lo_enviara_su_tableta_y_el_recibo_la_nombra(tableta, como):
    secretaria, actividad, (codigo,) = como("secretaria"), crear_actividad(), crear_tarjetas()
    piezas = [crear_lectura(actividad, codigo), crear_lectura(actividad, inventar_codigo(random.Random(5)))]
    piezas += [crear_lectura(actividad, codigo)]
    piezas += [{"id": str(uuid4()), "clase": "prestacion", "lectura": str(uuid4()), "servicio": 1}]
    bruto = archivo_de(tableta, *piezas)
    assert subir(como("campo"), bruto).estado == 403
    pagina = subir(secretaria, bruto)
    assert pagina.estado == 200
    for dicho in (
        "De Tableta 1.",
        "Aceptadas",
        "Ya estaban",
        "Tarjeta que no está en la lista",
        "Esperan otra",
    ):
        assert dicho in pagina.texto
    recibo = recibo_de(pagina)
    assert recibo["formato"] == "registro/recibo/1"
    db.session.rollback()
    tableta.comprobar(de_llaves.publica(llaves.RECIBOS).publica, recibo["recibo"])
    firmado = json.loads(recibo["recibo"]["texto"])
    assert (firmado["dispositivo"], firmado["contadas"]) == (str(tableta.id), 2)
    assert firmado["ids"] == [pieza["id"] for pieza in piezas]
    assert contar(actividad).total == 2
    assert "lecturas.archivo" in acciones()

    # Y si después hay red, o alguien lo sube otra vez, nada cambia.
    assert tableta.veredictos(*piezas[:3]) == [
        ("aceptada", "tarjeta_nueva"),
        ("en_revision", "tarjeta_desconocida"),
        ("repetida", "ya_estaba"),
    ]
    assert subir(secretaria, bruto).estado == 200
    assert contar(actividad).total == 2
    assert sum(cuantas for *_, cuantas in consultas.motivos_por_revisar()) == 1


def test_lo_que_no_se_puede_abrir_queda_guardado_y_un_archivo_malo_no_deja_nada(tableta, como):
    secretaria, actividad = como("secretaria"), crear_actividad()
    lectura = crear_lectura(actividad)
    ajena = {**sellar(lectura), "sellado": "s00000000.AAAA"}
    pagina = subir(secretaria, archivo_de(tableta, lecturas=[ajena], cuantas=1, dispositivo="9999"))
    assert "una tableta que este servidor no conoce" in pagina.texto
    assert "Llegó sellada y no se abre" in pagina.texto
    for bruto, dicho in (
        (b"{", "no lo exportó una tableta"),
        (b"[]", "no lo exportó una tableta"),
        (archivo_de(tableta, lectura, cuantas=2), "está incompleto"),
        (archivo_de(tableta, lecturas=[{"id": 3}], cuantas=1), "está incompleto"),
        (
            archivo_de(tableta, lecturas=[{"id": "a", "sellado": "b"}] * 20_001, cuantas=20_001),
            "más de 20.000",
        ),
    ):
        mala = subir(secretaria, bruto)
        assert (mala.estado, dicho in mala.texto) == (400, True)
    assert secretaria.post("/bandeja/archivo").estado == 400
    assert contar(actividad).total == 0
