"""Los archivos de un reporte: adjuntar, retirar y abrir."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.indicadores.reportes import estados
from registro.indicadores.reportes.consultas.fichas import (
    buscar_producto,
    definicion_en,
    ficha_de_producto,
)
from registro.indicadores.reportes.modelo import Adjunto, ContenidoDeAdjunto, Reporte
from registro.indicadores.reportes.operaciones.reportar import exigir_abierto, exigir_reporte, objeto
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.quien import exigir_que_reporte, exigir_que_vea
from registro.seguridad.adjuntos import TIPOS, nombre_seguro, reconocer
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones
from registro.seguridad.divulgacion.exportaciones import Salida
from registro.seguridad.divulgacion.politica import RESERVADA
from registro.seguridad.permisos import Actor

POR_REPORTE = 10
PARA_VERLO = "Revisar el reporte con su soporte"


@dataclass(frozen=True, slots=True)
class Descarga:
    """Un archivo, tal como se subió."""

    nombre: str
    tipo: str
    contenido: bytes


def adjuntar(actor: Actor, codigo: str, periodo: Periodo, nombre: str, contenido: bytes) -> UUID:
    """Añade un archivo a un reporte que el sector tiene en sus manos.

    :raises ErrorDeRegistro: el archivo no se admite, ya está, o ya hay demasiados.
    """
    formato = reconocer(nombre, contenido)
    huella = sha256(contenido).hexdigest()
    cuerpo = base64.b64encode(zlib.compress(contenido)).decode("ascii")
    with transaccion() as sesion:
        reporte = _tomar(sesion, actor, codigo, periodo)
        vigentes = [uno for uno in reporte.adjuntos if uno.retirado_en is None]
        if any(uno.huella == huella for uno in vigentes):
            raise EnConflicto("Ese mismo archivo ya está adjunto. No se guardó otra vez.", "archivo")
        if len(vigentes) >= POR_REPORTE:
            raise ErrorDeRegistro(
                f"El reporte ya tiene {POR_REPORTE} archivos. Retire alguno. No se guardó.", "archivo"
            )
        adjunto = Adjunto(
            nombre=nombre_seguro(nombre),
            formato=formato,
            bytes=len(contenido),
            huella=huella,
            subido_en=ahora_utc(),
            subido_por=actor.nombre,
        )
        reporte.adjuntos.append(adjunto)
        sesion.flush()
        sesion.add(ContenidoDeAdjunto(adjunto_id=adjunto.id, cuerpo=cuerpo))
        anotar(
            actor, "reporte.adjuntar", objeto(reporte, codigo), {"bytes": len(contenido), "formato": formato}
        )
        return adjunto.uuid


def retirar(actor: Actor, codigo: str, periodo: Periodo, propio: UUID) -> None:
    """Quita un archivo: su contenido se borra y queda que estuvo.

    :raises NoEncontrado: no está en ese reporte.
    """
    with transaccion() as sesion:
        reporte = _tomar(sesion, actor, codigo, periodo)
        adjunto = next(
            (uno for uno in reporte.adjuntos if uno.uuid == propio and uno.retirado_en is None), None
        )
        if adjunto is None:
            raise NoEncontrado("Ese archivo ya no está en el reporte. No se cambió nada.")
        adjunto.retirado_en = ahora_utc()
        sesion.execute(delete(ContenidoDeAdjunto).where(ContenidoDeAdjunto.adjunto_id == adjunto.id))
        anotar(actor, "reporte.retirar_archivo", objeto(reporte, codigo))


def descargar(actor: Actor, propio: UUID) -> Descarga:
    """El archivo, si quien lo pide puede ver su reporte; queda anotado quién lo abrió.

    :raises NoEncontrado: no existe, o se retiró.
    """
    with transaccion() as sesion:
        fila = sesion.execute(
            select(Adjunto, ContenidoDeAdjunto, Reporte)
            .join(ContenidoDeAdjunto, ContenidoDeAdjunto.adjunto_id == Adjunto.id)
            .join(Reporte, Reporte.id == Adjunto.reporte_id)
            .where(Adjunto.uuid == propio)
        ).one_or_none()
        if fila is None:
            raise NoEncontrado("Ese archivo no existe o se retiró del reporte.")
        adjunto, contenido, reporte = fila
        periodo = Periodo(reporte.vigencia, reporte.trimestre)
        exigir_que_vea(actor, ficha_de_producto(sesion, reporte.producto, periodo).sectores)
        anotar(actor, "reporte.abrir_archivo", objeto(reporte, reporte.producto.codigo))
        que = f"Soporte del reporte de {reporte.producto.codigo}"
        exportaciones.registrar(sesion, actor, Salida(que, RESERVADA, PARA_VERLO, adjunto.formato))
        claro = zlib.decompress(base64.b64decode(contenido.cuerpo))
        return Descarga(adjunto.nombre, TIPOS[adjunto.formato], claro)


def _tomar(sesion: Session, actor: Actor, codigo: str, periodo: Periodo) -> Reporte:
    producto = buscar_producto(sesion, codigo)
    exigir_que_reporte(actor, definicion_en(sesion, producto.id, periodo).sector_id)
    exigir_abierto(sesion, periodo)
    reporte = exigir_reporte(sesion, producto, periodo)
    estados.exigir_editable(reporte.estado)
    return reporte
