"""Tabletas para las pruebas: inscribirlas y entregar lotes como lo hace una de verdad."""

import json

from registro.seguridad.dispositivos import operaciones
from tests.fabricas.campo import ACTOR


class Tableta:
    """Una tableta inscrita; `entregar` devuelve la respuesta cruda."""

    def __init__(self, app, nombre="Tableta 1", llave=None):
        self.cliente = app.test_client()
        with app.app_context():
            codigo = operaciones.invitar(ACTOR, nombre).codigo
        self.inscripcion = self.cliente.post("/api/v1/dispositivos", json={"codigo": codigo, "llave": llave})
        self.token = self.inscripcion.json["token"]
        self.id = int(self.inscripcion.json["dispositivo"])
        self.cabeceras = {"Authorization": f"Dispositivo {self.token}"}

    def entregar(self, *piezas, **otros):
        return self.enviar(json.dumps({"lecturas": list(piezas), **otros}).encode())

    def enviar(self, cuerpo, **cabeceras):
        return self.cliente.post(
            "/api/v1/lotes",
            data=cuerpo,
            headers=self.cabeceras | {"Content-Type": "application/json"} | cabeceras,
        )

    def veredictos(self, *piezas, **otros):
        respuesta = self.entregar(*piezas, **otros)
        assert respuesta.status_code == 200, respuesta.text
        return [(r["estado"], r["motivo"]) for r in respuesta.json["resultados"]]

    def paquete(self, **cabeceras):
        return self.cliente.get("/api/v1/paquete", headers=self.cabeceras | cabeceras)
