"""Importar por pantalla: subir y revisar, confirmar, avanzar, continuar lo interrumpido, descartar."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, NoEncontrado
from registro.extensiones import ahora_utc, db, transaccion
from registro.intercambio import almacen, lectura, muestra, rechazos
from registro.intercambio.consultas import (
    DESCARTADA,
    EN_CURSO,
    INTERRUMPIDA,
    REVISADA,
    TERMINADA,
    estado_de,
)
from registro.intercambio.decidir import Decision, Rechazo, Resultado
from registro.intercambio.fila import Fila, como_texto
from registro.intercambio.modelo import FilaRechazada, Importacion
from registro.intercambio.muestra import Muestra
from registro.intercambio.operaciones.lotes import de_bitacora, entrar, lotes
from registro.intercambio.tipos import TIPOS
from registro.intercambio.tipos.declaracion import TipoDeImportacion
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones
from registro.seguridad.divulgacion.exportaciones import Salida
from registro.seguridad.divulgacion.politica import RESERVADA
from registro.seguridad.permisos import Actor, exigir
from registro.textos import abreviar

PARA_CORREGIR = "Corregir las filas y volver a importarlas"


def subir(actor: Actor, tipo: TipoDeImportacion, nombre: str, contenido: bytes) -> UUID:
    """Lee el archivo, mira qué pasaría y lo guarda mientras se confirma. No entra ninguna fila.

    :raises ErrorDeRegistro: el archivo no sirve; no se guardó.
    """
    exigir(actor, tipo.permiso)
    leido = lectura.leer(contenido, nombre, tipo)
    decision = Decision(tipo)
    for lote in lotes(leido.filas):
        decision.lote(db.session(), lote)
        db.session.rollback()
    vista = muestra.preparar(leido, decision.resultado)
    propio = uuid4()
    almacen.guardar(propio, contenido)
    with transaccion() as sesion:
        importacion = Importacion(
            uuid=propio,
            tipo=tipo.clave,
            archivo=abreviar(nombre, 190),
            estado=REVISADA,
            total=len(leido.filas),
            creada_en=ahora_utc(),
            creada_por=actor.nombre,
            muestra=vista.en_json(),
        )
        _contar(importacion, decision.resultado, previas=0)
        sesion.add(importacion)
        sesion.flush()
        _guardar_rechazos(sesion, importacion.id, decision.resultado.rechazos)
        anotar(
            actor,
            "importacion.subir",
            f"importacion:{propio}",
            {"tipo": tipo.clave, "filas": importacion.total},
        )
    return propio


def confirmar(actor: Actor, propio: UUID) -> None:
    """Deja en curso una importación revisada o interrumpida; después se llama a :func:`correr`.

    :raises EnConflicto: ya está en curso, terminó o se descartó.
    """
    with transaccion() as sesion:
        importacion = _tomar(sesion, actor, propio)
        estado = estado_de(importacion)
        if estado not in {REVISADA, INTERRUMPIDA}:
            raise EnConflicto("Esa importación ya está en curso, terminó o se descartó. No se cambió nada.")
        importacion.nuevas = 0 if estado == REVISADA else importacion.nuevas
        importacion.estado, importacion.avance_en, importacion.problema = EN_CURSO, ahora_utc(), None
        importacion.vistas = importacion.repetidas = importacion.rechazadas = 0
        sesion.execute(delete(FilaRechazada).where(FilaRechazada.importacion_id == importacion.id))
        anotar(actor, "importacion.confirmar", f"importacion:{propio}", {"estado": estado})


def correr(actor: Actor, propio: UUID) -> None:
    """Hace entrar el archivo, lote por lote; cada uno deja guardado en qué va.

    :raises ErrorDeRegistro: el archivo ya no está.
    """
    importacion = _tomar(db.session(), actor, propio)
    tipo, nombre, previas = TIPOS[importacion.tipo], importacion.archivo, importacion.nuevas
    db.session.rollback()
    leido = lectura.leer(almacen.leer(propio), nombre, tipo)
    decision = Decision(tipo)
    for lote in lotes(leido.filas):
        _avanzar(actor, propio, decision, lote, previas)
    _terminar(actor, propio, muestra.avisos(leido.avisos, decision.resultado))


def _avanzar(actor: Actor, propio: UUID, decision: Decision, lote: list[Fila], previas: int) -> None:
    antes = decision.resultado.rechazadas
    with transaccion() as sesion:
        importacion = _tomar(sesion, actor, propio)
        if importacion.estado != EN_CURSO:
            raise EnConflicto("La importación dejó de estar en curso. Lo que ya entró sigue guardado.")
        dicho = entrar(sesion, actor, decision, lote)
        _guardar_rechazos(sesion, importacion.id, decision.resultado.rechazos[antes:])
        _contar(importacion, decision.resultado, previas)
        importacion.avance_en = ahora_utc()
        anotar(actor, "importar.lote", f"importacion:{propio}", de_bitacora(decision, lote) | dicho)
    db.session.expunge_all()


def _terminar(actor: Actor, propio: UUID, avisos: tuple[str, ...]) -> None:
    with transaccion() as sesion:
        importacion = _tomar(sesion, actor, propio)
        importacion.estado, importacion.avance_en = TERMINADA, ahora_utc()
        encabezado = Muestra.de_json(importacion.muestra or "[[],[],[],[]]").encabezado
        importacion.muestra = Muestra(encabezado, avisos=avisos).en_json()
        anotar(actor, "importacion.terminar", f"importacion:{propio}", {"nuevas": importacion.nuevas})
    almacen.borrar(propio)


def interrumpir(actor: Actor, propio: UUID, problema: str) -> None:
    """Anota por qué se detuvo: lo que entró sigue, y se puede continuar."""
    with transaccion() as sesion:
        importacion = _tomar(sesion, actor, propio)
        importacion.estado, importacion.problema = INTERRUMPIDA, problema
        anotar(actor, "importacion.interrumpir", f"importacion:{propio}")


def descartar(actor: Actor, propio: UUID) -> None:
    """Borra el archivo y las filas rechazadas; lo que ya entró no se toca.

    :raises EnConflicto: está en curso.
    """
    with transaccion() as sesion:
        importacion = _tomar(sesion, actor, propio)
        if estado_de(importacion) == EN_CURSO:
            raise EnConflicto("La importación está en curso: espere a que termine. No se cambió nada.")
        importacion.estado, importacion.muestra = DESCARTADA, None
        sesion.execute(delete(FilaRechazada).where(FilaRechazada.importacion_id == importacion.id))
        anotar(actor, "importacion.descartar", f"importacion:{propio}")
    almacen.borrar(propio)


def descargar_rechazos(actor: Actor, propio: UUID) -> bytes:
    """El CSV de las filas rechazadas; queda anotado, porque pueden traer datos de personas."""
    with transaccion() as sesion:
        importacion = _tomar(sesion, actor, propio)
        filas = sesion.scalars(
            select(FilaRechazada)
            .where(FilaRechazada.importacion_id == importacion.id)
            .order_by(FilaRechazada.linea)
        )
        malas = [Rechazo(f.linea, f.columna, f.motivo, tuple(json.loads(f.contenido))) for f in filas]
        encabezado = Muestra.de_json(importacion.muestra or "[[],[],[],[]]").encabezado
        anotar(actor, "importacion.rechazos", f"importacion:{propio}", {"filas": len(malas)})
        exportaciones.registrar(
            sesion, actor, Salida("Filas rechazadas de una importación", RESERVADA, PARA_CORREGIR, "csv")
        )
        return rechazos.escribir(encabezado, malas)


def _tomar(sesion: Session, actor: Actor, propio: UUID) -> Importacion:
    importacion = sesion.scalar(select(Importacion).where(Importacion.uuid == propio))
    if importacion is None:
        raise NoEncontrado("Esa importación no existe. No se cambió nada.")
    exigir(actor, TIPOS[importacion.tipo].permiso)
    return importacion


def _contar(importacion: Importacion, resultado: Resultado, previas: int) -> None:
    """``previas``: las que entraron antes de una interrupción, que ahora se ven como repetidas."""
    importacion.vistas = resultado.vistas
    importacion.nuevas = previas + resultado.nuevas
    importacion.repetidas = max(0, resultado.repetidas - previas)
    importacion.rechazadas = resultado.rechazadas


def _guardar_rechazos(sesion: Session, importacion_id: int, malas: list[Rechazo]) -> None:
    filas = [
        {
            "importacion_id": importacion_id,
            "linea": mala.linea,
            "columna": mala.columna,
            "motivo": mala.motivo,
            "contenido": json.dumps([como_texto(celda) for celda in mala.celdas], ensure_ascii=False),
        }
        for mala in malas
    ]
    if filas:
        sesion.connection().execute(insert(FilaRechazada), filas)
