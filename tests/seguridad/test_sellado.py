"""Sellar y abrir: la norma RFC 9180, atado al identificador y con llaves que cambian."""

import base64
import json
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from sqlalchemy import select, update

from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.extensiones import db
from registro.seguridad.sellado import consultas, hpke, llaves, operaciones
from registro.seguridad.sellado.modelo import LlaveDeSellado
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura
from tests.fabricas.tabletas import Tableta, sellar
from tests.tableta.fixtures import RAIZ

INFO = b"registro/lectura/1"
NORMA = json.loads((RAIZ / "tests" / "tableta" / "rfc9180.json").read_text(encoding="utf-8"))


@pytest.fixture
def par():
    privada = ec.generate_private_key(ec.SECP256R1())
    return privada, hpke.en_bruto(privada.public_key())


@pytest.fixture
def tableta(contexto):
    return Tableta(contexto)


def test_abre_lo_que_sella_la_libreria_y_la_libreria_abre_lo_nuestro(par):
    privada, publica = par
    suite = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    de_ella = suite.encrypt(b"una lectura", privada.public_key(), info=INFO)
    assert hpke.abrir(privada, publica, INFO, b"", de_ella) == b"una lectura"
    nuestro = hpke.sellar(publica, INFO, b"", b"otra lectura")
    assert suite.decrypt(nuestro, privada, info=INFO) == b"otra lectura"


def test_abre_el_ejemplo_de_la_norma_y_ninguno_alterado():
    dado = {clave: bytes.fromhex(valor) for clave, valor in NORMA.items()}
    privada = ec.derive_private_key(int.from_bytes(dado["skRm"], "big"), ec.SECP256R1())
    assert hpke.en_bruto(privada.public_key()) == dado["pkRm"]
    sellado = dado["enc"] + dado["ct"]
    assert hpke.abrir(privada, dado["pkRm"], dado["info"], dado["aad"], sellado) == dado["pt"]
    for info, aad, otro in (
        (b"otra", dado["aad"], sellado),
        (dado["info"], b"otra", sellado),
        (dado["info"], dado["aad"], sellado[:-1] + bytes([sellado[-1] ^ 1])),
    ):
        with pytest.raises(InvalidTag):
            hpke.abrir(privada, dado["pkRm"], info, aad, otro)


def test_no_se_abre_con_otro_identificador_ni_alterado_ni_con_otra_llave(par):
    privada, publica = par
    sellado = hpke.sellar(publica, INFO, b"uno", b"{}")
    otra = ec.generate_private_key(ec.SECP256R1())
    abridor = (privada, publica)
    cuerpo = base64.urlsafe_b64encode(sellado).decode()
    assert llaves.abrir(abridor, "uno", cuerpo) == {}
    for quien, id_, mal in (
        (abridor, "dos", cuerpo),
        ((otra, hpke.en_bruto(otra.public_key())), "uno", cuerpo),
        (abridor, "uno", cuerpo[:-8] + "AAAAAAAA"),
        (abridor, "uno", cuerpo[:40]),
        (abridor, "uno", "ñ"),
        (None, "uno", cuerpo),
    ):
        with pytest.raises(llaves.NoSeAbre):
            llaves.abrir(quien, id_, mal)


def test_una_lectura_sellada_cuenta_igual_y_reenviarla_con_otro_sello_no_cambia_nada(tableta):
    lectura = crear_lectura(crear_actividad())
    assert tableta.veredictos(sellar(lectura)) == [("aceptada", "")]
    assert tableta.veredictos(sellar(lectura), lectura) == [("aceptada", "")] * 2
    db.session.rollback()
    assert len(db.session.scalars(select(Asistencia)).all()) == 1


def test_al_rotar_la_sucesora_es_la_vigente_y_las_anteriores_siguen_abriendo(tableta, terminal):
    actividad = crear_actividad()
    vieja = sellar(crear_lectura(actividad))
    sucesora = consultas.publica(llaves.SELLADO, llaves.SUCESORA)
    con_sucesora = sellar(crear_lectura(actividad), sucesora)
    salida = terminal("claves", "sellado")
    assert salida.exit_code == 0
    assert sucesora.llave in salida.stdout
    db.session.rollback()
    assert consultas.publica(llaves.SELLADO) == sucesora
    assert tableta.veredictos(vieja, con_sucesora, sellar(crear_lectura(actividad))) == [("aceptada", "")] * 3


def test_lo_que_no_se_abre_se_guarda_entero_y_se_abre_cuando_vuelve_su_llave(tableta):
    lectura = crear_lectura(crear_actividad())
    sellada = sellar(lectura)
    llave = sellada["sellado"].partition(".")[0]
    guardada = db.session.scalar(select(LlaveDeSellado.privada).where(LlaveDeSellado.id == llave))
    cambiar(llave, "9:perdida")
    perdida = ("en_revision", "no_se_abre")
    assert tableta.veredictos(sellada) == [perdida]
    db.session.rollback()
    assert json.loads(db.session.scalar(select(Lectura.crudo))) == sellada
    cambiar(llave, guardada)
    assert tableta.veredictos(sellada) == [("aceptada", "")]
    cambiar(llave, "9:perdida")
    assert tableta.veredictos(sellada) == [("aceptada", "")]


def cambiar(llave, privada):
    db.session.rollback()
    db.session.execute(update(LlaveDeSellado).where(LlaveDeSellado.id == llave).values(privada=privada))
    db.session.commit()


def test_el_identificador_de_adentro_debe_ser_el_de_afuera(tableta):
    de_otra = sellar({"id": str(uuid4()), "clase": "menor"}, id_=str(uuid4()))
    assert tableta.veredictos(de_otra) == [("rechazada", "ilegible")]


def test_el_recibo_se_comprueba_con_la_llave_del_paquete(tableta):
    recibo = tableta.entregar(crear_lectura(crear_actividad())).json["recibo"]
    publica = tableta.paquete().json["recibos"]
    assert recibo["llave"] == publica["llave"]
    tableta.comprobar(publica["publica"], recibo)
    operaciones.rotar_recibos(ACTOR)
    nuevo = tableta.entregar().json["recibo"]
    assert nuevo["llave"] != recibo["llave"]
    tableta.comprobar(tableta.paquete().json["recibos"]["publica"], nuevo)
