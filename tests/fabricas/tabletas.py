"""Tabletas para las pruebas: inscribirlas, sellar y entregar lotes como lo hace una de verdad."""

import base64
import json
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from jsonschema import Draft202012Validator

import registro
from registro.seguridad.dispositivos import operaciones
from registro.seguridad.sellado import consultas, hpke, llaves
from tests.fabricas.campo import ACTOR

API = "/api/v1"


@cache
def contrato():
    archivo = Path(registro.__file__).with_name("web") / "api" / "openapi.json"
    return json.loads(archivo.read_text(encoding="utf-8"))


def exigir_contrato(respuesta):
    """Cada respuesta de la API es una de las que promete su descripción."""
    ruta = respuesta.request.path.removeprefix(API)
    operacion = contrato()["paths"][ruta][respuesta.request.method.lower()]
    prometida = operacion["responses"].get(str(respuesta.status_code))
    assert prometida is not None, f"{ruta} respondió {respuesta.status_code}, que no está en el contrato"
    if "content" in prometida:
        esquema = prometida["content"]["application/json"]["schema"]
        esquema = {**esquema, "components": contrato()["components"]}
        Draft202012Validator(esquema).validate(json.loads(respuesta.data))
    return respuesta


class Tableta:
    """Una tableta inscrita; `entregar` devuelve la respuesta cruda, ya cotejada con el contrato."""

    def __init__(self, app, nombre="Tableta 1", *, con_llave=False):
        self.cliente = app.test_client()
        self.privada = ec.generate_private_key(ec.SECP256R1()) if con_llave else None
        with app.app_context():
            codigo = operaciones.invitar(ACTOR, nombre).codigo
        self.inscripcion = exigir_contrato(
            self.cliente.post(f"{API}/dispositivos", json={"codigo": codigo, "llave": self.llave()})
        )
        self.token = self.inscripcion.json["token"]
        self.id = int(self.inscripcion.json["dispositivo"])
        self.cabeceras = {"Authorization": f"Dispositivo {self.token}"}

    def llave(self):
        """La pública, como se registra."""
        if self.privada is None:
            return None
        publica = self.privada.public_key()
        der = publica.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(der).decode()

    def firma(self, metodo, ruta, cuerpo=b""):
        mensaje = f"{metodo}\n{ruta}\n".encode() + cuerpo
        mitades = decode_dss_signature(self.privada.sign(mensaje, ec.ECDSA(hashes.SHA256())))
        return base64.b64encode(b"".join(mitad.to_bytes(32, "big") for mitad in mitades)).decode()

    def entregar(self, *piezas, **otros):
        return self.enviar(json.dumps({"lecturas": list(piezas), **otros}).encode())

    def enviar(self, cuerpo, **cabeceras):
        todas = self.cabeceras | {"Content-Type": "application/json"} | cabeceras
        return exigir_contrato(self.cliente.post(f"{API}/lotes", data=cuerpo, headers=todas))

    def veredictos(self, *piezas, **otros):
        respuesta = self.entregar(*piezas, **otros)
        assert respuesta.status_code == 200, respuesta.text
        return [(r["estado"], r["motivo"]) for r in respuesta.json["resultados"]]

    def paquete(self, **cabeceras):
        return exigir_contrato(self.cliente.get(f"{API}/paquete", headers=self.cabeceras | cabeceras))

    def comprobar(self, publica, recibo):
        """Falla si la firma del recibo no es la de su texto."""
        cruda = base64.b64decode(recibo["firma"])
        der = encode_dss_signature(int.from_bytes(cruda[:32], "big"), int.from_bytes(cruda[32:], "big"))
        llave = load_der_public_key(base64.b64decode(publica))
        llave.verify(der, recibo["texto"].encode(), ec.ECDSA(hashes.SHA256()))


def sellar(pieza, llave=None, id_=None):
    """La pieza como viaja: cerrada para la llave vigente y atada a su identificador."""
    llave = llave or consultas.publica(llaves.SELLADO)
    id_ = id_ or pieza["id"]
    punto = base64.b64decode(llave.publica)
    cerrada = hpke.sellar(punto, llaves.INFO, id_.encode(), json.dumps(pieza).encode())
    cuerpo = base64.urlsafe_b64encode(cerrada).rstrip(b"=").decode()
    return {"id": id_, "sellado": f"{llave.llave}.{cuerpo}"}
