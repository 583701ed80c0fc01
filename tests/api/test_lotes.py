"""Los lotes de las tabletas, por la dirección que usan: cada pieza con su veredicto y su recibo."""

import gzip
import json
import random
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.operaciones import tabletas
from registro.asistencia.tabletas.turno import Turno
from registro.extensiones import db
from registro.seguridad import bitacora
from registro.seguridad.dispositivos import operaciones
from registro.seguridad.dispositivos.modelo import Dispositivo
from registro.seguridad.modelo import Anotacion
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas, inventar_codigo
from tests.fabricas.tabletas import Tableta


@pytest.fixture
def tableta(contexto):
    return Tableta(contexto)


def anotada(accion):
    db.session.rollback()
    return db.session.scalars(select(Anotacion).where(Anotacion.accion == accion)).all()


def test_una_invitacion_se_cambia_por_un_token_una_sola_vez(contexto):
    codigo = operaciones.invitar(ACTOR, "Tableta roja").codigo
    cliente = contexto.test_client()
    primera = cliente.post("/api/v1/dispositivos", json={"codigo": codigo.lower().replace("-", " ")})
    assert primera.status_code == 201
    otra = cliente.post("/api/v1/dispositivos", json={"codigo": codigo})
    assert otra.status_code == 400
    assert otra.json["error"]["campo"] == "codigo"
    guardado = db.session.scalar(select(Dispositivo))
    assert guardado.nombre == "Tableta roja"
    assert primera.json["token"] not in guardado.token_huella


def test_la_orden_de_terminal_da_el_codigo_y_su_vencimiento(app, terminal):
    invitada = json.loads(terminal("dispositivo", "invitar", "Tableta 7").stdout)
    assert set(invitada) == {"codigo", "vence"}
    inscrita = app.test_client().post(
        "/api/v1/dispositivos", json={"codigo": invitada["codigo"], "nombre": "La de Kennedy"}
    )
    assert set(inscrita.json) == {"dispositivo", "token"}


def test_un_lote_responde_por_cada_lectura_y_queda_una_linea_de_bitacora(tableta):
    actividad, codigos = crear_actividad(), crear_tarjetas(2)
    lecturas = [crear_lectura(actividad, codigo) for codigo in codigos]
    lecturas += [crear_lectura(actividad, codigos[0]), crear_lectura(actividad, "otra cosa")]
    veredictos = [
        ("aceptada", "tarjeta_nueva"),
        ("aceptada", "tarjeta_nueva"),
        ("repetida", "ya_estaba"),
        ("rechazada", "codigo_ajeno"),
    ]
    assert tableta.veredictos(*lecturas) == veredictos
    assert tableta.veredictos(*lecturas) == veredictos
    lineas = anotada("lecturas.recibir")
    assert len(lineas) == 2
    assert lineas[0].detalle == {"lecturas": 4, "aceptada": 2, "repetida": 1, "rechazada": 1}
    assert lineas[0].objeto == f"dispositivo:{tableta.id}"


def test_el_recibo_nombra_lo_recibido_y_dice_cuantas_cuentan(tableta):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    lecturas = [crear_lectura(actividad, codigo), crear_lectura(actividad, codigo)]
    recibo = json.loads(tableta.entregar(*lecturas).json["recibo"]["texto"])
    assert recibo["ids"] == [lectura["id"] for lectura in lecturas]
    assert (recibo["dispositivo"], recibo["recibidas"], recibo["contadas"]) == (str(tableta.id), 2, 1)


def test_el_lote_puede_venir_comprimido(tableta):
    cuerpo = gzip.compress(json.dumps({"lecturas": [crear_lectura(crear_actividad())]}).encode())
    assert tableta.enviar(cuerpo, **{"Content-Encoding": "gzip"}).status_code == 200


@pytest.mark.parametrize(
    "cuerpo, cabeceras, estado, campo",
    [
        (b"no es json", {}, 400, None),
        (b"[1]", {}, 400, None),
        (b"[" * 50_000, {}, 400, None),
        (b'{"lecturas": 3}', {}, 400, "lecturas"),
        (b'{"lecturas": [], "pendientes": "dos"}', {}, 400, "pendientes"),
        (b'{"lecturas": [], "version": [1]}', {}, 400, "version"),
        (b'{"lecturas": [], "ahora": "ayer"}', {}, 400, "ahora"),
        (b'{"lecturas": [' + b"1," * 1000 + b"1]}", {}, 413, "lecturas"),
        (b" " * 1_048_577, {}, 413, None),
        (gzip.compress(b" " * 1_048_577), {"Content-Encoding": "gzip"}, 413, None),
        (gzip.compress(b'{"lecturas": []}')[:-3], {"Content-Encoding": "gzip"}, 400, None),
        (b"no es gzip", {"Content-Encoding": "gzip"}, 400, None),
    ],
    ids=range(12),
)
def test_lo_que_no_se_entiende_se_dice_con_su_campo_y_no_guarda_nada(
    tableta, cuerpo, cabeceras, estado, campo
):
    respuesta = tableta.enviar(cuerpo, **cabeceras)
    assert respuesta.status_code == estado
    assert respuesta.json["error"]["campo"] == campo
    assert "No se guardó nada" in respuesta.json["error"]["mensaje"]
    assert anotada("lecturas.recibir") == []


@pytest.mark.parametrize("cabecera", [None, "Dispositivo inventado", "Bearer x"])
def test_sin_token_de_una_tableta_no_se_recibe_nada(contexto, cabecera):
    cabeceras = {"Authorization": cabecera} if cabecera else {}
    respuesta = contexto.test_client().post("/api/v1/lotes", json={"lecturas": []}, headers=cabeceras)
    assert respuesta.status_code == 401
    assert respuesta.json["error"]["motivo"] == "sin_inscribir"


def test_una_tableta_revocada_entrega_lo_que_le_queda_y_se_borra(tableta):
    actividad = crear_actividad()
    operaciones.revocar(ACTOR, tableta.id, "Se la robaron")
    faltan = tableta.entregar(crear_lectura(actividad), pendientes=2)
    assert faltan.status_code == 200
    assert "borrar" not in faltan.json
    ultima = tableta.entregar(crear_lectura(actividad), pendientes=1)
    assert ultima.json["resultados"][0]["estado"] == "aceptada"
    assert ultima.json["borrar"] is True


def test_de_cada_lote_queda_la_ultima_senal_de_la_tableta(tableta):
    tableta.entregar(pendientes=12, version="3", ahora="2026-11-22T08:00:00-05:00")
    db.session.rollback()
    guardada = db.session.get(Dispositivo, tableta.id)
    assert (guardada.pendientes, guardada.version) == (12, "3")
    assert guardada.desfase_s is not None


def test_un_caracter_nulo_dentro_de_una_pieza_no_tumba_el_lote(tableta):
    nulo = "R1-\0"
    lectura = crear_lectura(crear_actividad())
    piezas = [
        lectura | {"id": str(uuid4()), "credencial": nulo},
        lectura | {"id": nulo},
        lectura | {"id": str(uuid4()), "actividad": nulo},
        lectura | {"id": str(uuid4()), "medio": nulo},
        {"id": str(uuid4()), "clase": "actividad", "tipo": "jornada", "lugar": nulo, "localidad": nulo},
        {"id": str(uuid4()), "clase": nulo, "lectura": lectura["id"], "valores": {nulo: nulo}},
        lectura,
    ]
    respuesta = tableta.entregar(*piezas)
    assert respuesta.status_code == 200, respuesta.text
    assert respuesta.json["resultados"][-1]["estado"] == "aceptada"


def test_varios_procesos_que_guardan_a_la_vez_lo_mismo_lo_cuentan_una_vez(contexto, monkeypatch):
    """Cada envío con su propia cola, como si llegara a otro proceso: en PostgreSQL se guardan a la vez."""
    monkeypatch.setattr(tabletas, "_TURNOS", SinCola())
    entregan = [Tableta(contexto, f"Tableta {n}") for n in range(3)]
    actividad, por_abrir = crear_actividad(), crear_actividad(estado="programada")
    (propia,), comunes = crear_tarjetas(1, "propia"), crear_tarjetas(4, "comunes")
    nuestro = inventar_codigo(random.Random(3))
    reenviadas = [crear_lectura(actividad), *(crear_lectura(actividad, codigo) for codigo in comunes)]
    deshecha = crear_lectura(actividad, propia)
    deshacer = {"id": str(uuid4()), "clase": "deshacer", "lectura": deshecha["id"]}
    envios = [
        reenviadas,
        [deshecha, crear_lectura(actividad, nuestro), crear_lectura(por_abrir, comunes[0])],
        [deshacer],
        reenviadas[::-1],
        [crear_lectura(actividad, nuestro), *(crear_lectura(actividad, codigo) for codigo in comunes[::-1])],
        [crear_lectura(por_abrir, comunes[0])],
    ]

    def enviar(numero):
        return entregan[numero % 3].veredictos(*envios[numero % len(envios)])

    with ThreadPoolExecutor(6) as hilos:
        veredictos = list(hilos.map(enviar, range(2 * len(envios))))
    db.session.rollback()
    assert {estado for lote in veredictos for estado, _ in lote} <= {"aceptada", "repetida", "en_revision"}
    assert entregan[0].veredictos(deshacer) == [("aceptada", "")], "llegara antes o después de su lectura"
    cuentan = select(func.count()).select_from(Asistencia).where(Asistencia.anulada_en.is_(None))
    assert db.session.scalar(cuentan) == 1 + len(comunes) + 1 + 1, "la suma, las comunes, la nuestra, la otra"
    assert db.session.scalar(select(func.count()).select_from(Lectura)) == 1 + len(comunes) * 2 + 2 + 1 + 2
    assert bitacora.revisar_cadena(db.session()).rota_en is None


class SinCola:
    def de(self, _motor):
        return Turno(tabletas._guardar_juntos)
