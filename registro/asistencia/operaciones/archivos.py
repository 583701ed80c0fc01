"""Recibir el archivo sellado de una tableta que no encontró red, y darle su recibo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from registro.asistencia.recepcion import Resultado, estados_de
from registro.asistencia.reglas import Estado, Motivo
from registro.asistencia.salidas import ROTULOS
from registro.asistencia.tabletas import recibo
from registro.asistencia.tabletas.abrir import abrir_lote
from registro.asistencia.tabletas.archivo import escribir_recibo, leer_archivo
from registro.asistencia.tabletas.entrega import contadas, entender, entregar
from registro.extensiones import ahora_utc, db, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.dispositivos import consultas as de_dispositivos
from registro.seguridad.permisos import Actor
from registro.seguridad.sellado import llaves

DE_A_CUANTAS = 1_000
_VEREDICTOS = {
    Estado.ACEPTADA: "Aceptadas",
    Estado.REPETIDA: "Ya estaban",
    Estado.EN_REVISION: "Guardadas para revisar",
    Estado.RECHAZADA: "No se entienden; guardadas para revisar",
}
_ESPERAN = "Esperan otra parte que no ha llegado"


@dataclass(frozen=True, slots=True)
class ArchivoRecibido:
    """Qué pasó con cada pieza, y el recibo que se le lleva a la tableta."""

    tableta: str
    piezas: int
    contadas: int
    veredictos: Sequence[tuple[str, int]]
    por_decidir: Sequence[tuple[str, str, int]]
    recibo: str


def recibir_archivo(actor: Actor, bruto: bytes) -> ArchivoRecibido:
    """Recibe todo el archivo, como si lo hubiera enviado su tableta. Dos veces el mismo no cambia nada.

    :raises ErrorDeRegistro: no es un archivo de tableta, o llegó incompleto.
    """
    archivo = leer_archivo(bruto)
    tableta = de_dispositivos.conocido(archivo.dispositivo)
    quien = actor if tableta is None else tableta.como_actor()
    piezas = abrir_lote(db.session(), archivo.piezas)
    tandas = [piezas[desde : desde + DE_A_CUANTAS] for desde in range(0, len(piezas), DE_A_CUANTAS)]
    resultados: list[Resultado] = []
    cuentan = 0
    with transaccion() as sesion:
        ahora = ahora_utc()
        for tanda in tandas:
            lote = entender(quien, tanda, ahora)
            (suyos,), _ = entregar(sesion, [lote], ahora)
            resultados += suyos
            cuentan += contadas(lote, suyos)
        objeto = f"dispositivo:{archivo.dispositivo or 'desconocido'}"
        anotar(actor, "lecturas.archivo", objeto, {"lecturas": len(resultados), **estados_de(resultados)})
        firmante = llaves.firmante(llaves.DE_RECIBOS.ejecutar(sesion.connection()))
    firmado = recibo.firmar(archivo.dispositivo, resultados, cuentan, ahora, firmante)
    por_decidir = Counter(r.motivo for r in resultados if r.motivo in ROTULOS)
    return ArchivoRecibido(
        tableta.nombre if tableta else "",
        len(resultados),
        cuentan,
        Counter(_que_paso(resultado) for resultado in resultados).most_common(),
        [(motivo.value, ROTULOS[motivo], cuantas) for motivo, cuantas in por_decidir.most_common()],
        escribir_recibo(firmado.texto, firmado.firma, firmado.llave),
    )


def _que_paso(resultado: Resultado) -> str:
    espera = resultado.motivo in {Motivo.ESPERA_LECTURA, Motivo.ESPERA_ACTIVIDAD}
    return _ESPERAN if espera else _VEREDICTOS[resultado.estado]
