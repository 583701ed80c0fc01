"""Asistencia de delegadas, policías y equipos técnicos: por lista, código, conteo o el propio teléfono."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad, buscar
from registro.actividades.tipos import tipo_de
from registro.actividades.zesai import SesionDeMesa
from registro.asistencia import presencias
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.asistencia.presencias import Procedencia
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.fechas import fecha_larga
from registro.instancias.buscar import delegada_del_codigo
from registro.instancias.consultas import FichaDePuesto, delegada_en, puestos
from registro.instancias.modelo import Delegada, Puesto
from registro.personas.reglas import DELEGADA, leer_codigo
from registro.seguridad.bitacora import anotar
from registro.seguridad.cifrado import huella
from registro.seguridad.enlaces import leer_sesion
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

PERMISO = "actividades.gestionar"
MAXIMO_POR_CONTEO = 100_000


@dataclass(frozen=True, slots=True)
class CambioDeLista:
    """Cuántos puestos quedaron marcados y desmarcados al guardar la lista."""

    marcados: int
    desmarcados: int


@dataclass(frozen=True, slots=True)
class LecturaDeDelegada:
    """Lo que se responde a quien leyó un código: si es un registro nuevo y de qué puesto."""

    nueva: bool
    puesto: FichaDePuesto


def guardar_lista(
    actor: Actor, actividad: str, marcados: frozenset[int], vistos: frozenset[int]
) -> CambioDeLista:
    """Deja la lista como se envió. ``vistos`` son los que la pantalla mostraba marcados.

    Sólo se desmarca lo que se vio marcado: quien se registró mientras tanto sigue registrado.

    :raises NoEncontrado: un puesto que no integra la instancia en la fecha de la sesión.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        mesa = _mesa_abierta(sesion, actividad)
        integran = {puesto.id for puesto in puestos(mesa.instancia_id, mesa.fecha)}
        if not marcados <= integran:
            raise NoEncontrado(
                "Un puesto de la lista no integra la instancia en esa fecha. No se guardó nada."
            )
        procedencia = Procedencia(presencias.MANUAL, actor.nombre)
        nuevos = sum(
            presencias.marcar_puesto(sesion, mesa, puesto_id, procedencia) for puesto_id in sorted(marcados)
        )
        quitados = [
            presente
            for presente in presencias.vigentes(sesion, mesa.id)
            if presente.puesto_id in vistos - marcados
        ]
        for presente in quitados:
            _anular(presente, actor, "Se desmarcó en la lista")
        detalle = {"marcados": nuevos, "desmarcados": len(quitados)}
        anotar(actor, "asistencia_mesa.lista", f"actividad:{mesa.uuid}", detalle)
        return CambioDeLista(nuevos, len(quitados))


def leer_delegada(actor: Actor, actividad: str, codigo: str) -> LecturaDeDelegada:
    """Registra el puesto de quien muestra su código, si lo ocupaba en la fecha de la sesión.

    :raises ErrorDeRegistro: el código no se entiende, no es de una delegada, es de otra instancia o de
        alguien que ya no ocupa el puesto; la frase dice cuál de ellos.
    """
    exigir(actor, PERMISO)
    leido = leer_codigo(codigo, DELEGADA, "codigo")
    with transaccion() as sesion:
        mesa = _mesa_abierta(sesion, actividad)
        delegada = delegada_del_codigo(sesion, leido)
        if delegada is None:
            raise NoEncontrado(
                "Ese código no es de ninguna delegada registrada. Márquela en la lista. No se registró nada.",
                "codigo",
            )
        puesto = _puesto_que_ocupaba(sesion, delegada, mesa)
        nueva = presencias.marcar_puesto(sesion, mesa, puesto.id, Procedencia(presencias.QR, actor.nombre))
        anotar(actor, "asistencia_mesa.codigo", f"actividad:{mesa.uuid}", {"puesto": puesto.id})
        return LecturaDeDelegada(nueva, puesto)


def contar_otras(actor: Actor, actividad: str, cantidad: int, entidad: str = "", nombre: str = "") -> int:
    """Suma personas que asistieron sin puesto: una invitada con su nombre, o varias contadas.

    :raises ErrorDeRegistro: una cantidad imposible, o un nombre para varias personas.
    """
    exigir(actor, PERMISO)
    nombre = limpiar(nombre, 160, "nombre")
    if nombre and cantidad != 1:
        raise ErrorDeRegistro(
            "Con un nombre va una sola persona. Quite el nombre, o registre a cada una. No se guardó nada.",
            "cantidad",
        )
    if not 1 <= cantidad <= MAXIMO_POR_CONTEO:
        raise ErrorDeRegistro("Escriba cuántas personas: un número desde 1. No se guardó nada.", "cantidad")
    entidad = limpiar(entidad, 200, "entidad")
    with transaccion() as sesion:
        abierta = _institucional_abierta(sesion, actividad)
        registro = AsistenciaInstitucional(
            actividad_id=abierta.id,
            nombre=nombre or None,
            entidad=entidad,
            cantidad=cantidad,
            origen=presencias.MANUAL,
            registrada_en=ahora_utc(),
            registrada_por=actor.nombre,
        )
        sesion.add(registro)
        sesion.flush()
        anotar(actor, "asistencia_institucional.contar", f"actividad:{abierta.uuid}", {"cantidad": cantidad})
        return registro.id


def anular(actor: Actor, asistencia_id: int, motivo: str) -> None:
    """Anula un registro, con su motivo.

    :raises ErrorDeRegistro: falta el motivo, o ya estaba anulado.
    """
    exigir(actor, PERMISO)
    motivo = limpiar(motivo, 500, "motivo")
    if not motivo:
        raise ErrorDeRegistro("Escriba por qué se anula. No se cambió nada.", "motivo")
    with transaccion() as sesion:
        presente = sesion.get(AsistenciaInstitucional, asistencia_id)
        if presente is None or presente.anulada_en is not None:
            raise NoEncontrado("Ese registro no existe o ya estaba anulado. No se cambió nada.")
        _anular(presente, actor, motivo)
        anotar(actor, "asistencia_institucional.anular", f"asistencia_institucional:{presente.id}")


def autorregistrar_puesto(actor: Actor, firmado: str, puesto_id: int) -> FichaDePuesto:
    """Quien leyó el QR de la sesión registra su puesto. Repetirlo no cambia nada ni dice si ya estaba.

    :raises ErrorDeRegistro: el enlace venció o no es nuestro, la sesión no está abierta, o el puesto no la
        integra.
    """
    uuid = leer_sesion(firmado)
    with transaccion() as sesion:
        mesa = _mesa_abierta(sesion, uuid)
        elegido = next((p for p in puestos(mesa.instancia_id, mesa.fecha) if p.id == puesto_id), None)
        if elegido is None:
            raise ErrorDeRegistro("Elija su puesto en la lista. No se registró nada.", "puesto")
        procedencia = Procedencia(presencias.AUTORREGISTRO, actor.nombre)
        if presencias.marcar_puesto(sesion, mesa, elegido.id, procedencia):
            anotar(actor, "asistencia_mesa.autorregistro", f"actividad:{mesa.uuid}", {"puesto": elegido.id})
        return elegido


def autorregistrar(actor: Actor, firmado: str, telefono: str, nombre: str = "", entidad: str = "") -> None:
    """Quien leyó el QR se registra; nombre y entidad son opcionales. Desde el mismo teléfono cuenta una vez.

    ``telefono`` es un texto al azar que ese navegador conserva; no se guarda.

    :raises ErrorDeRegistro: el enlace venció o no es nuestro, o la sesión no está abierta.
    """
    uuid = leer_sesion(firmado)
    nombre, entidad = limpiar(nombre, 160, "nombre"), limpiar(entidad, 200, "entidad")
    with transaccion() as sesion:
        abierta = _institucional_abierta(sesion, uuid)
        if tipo_de(abierta.tipo).con_delegadas:
            raise ErrorDeRegistro("Elija su puesto en la lista. No se registró nada.", "puesto")
        presencias.tomar(sesion, abierta)
        llave = huella(f"autorregistro {abierta.uuid} {telefono}")
        ya = select(AsistenciaInstitucional.id).where(AsistenciaInstitucional.llave == llave)
        if sesion.scalar(ya):
            return
        sesion.add(
            AsistenciaInstitucional(
                actividad_id=abierta.id,
                nombre=nombre or None,
                entidad=entidad,
                origen=presencias.AUTORREGISTRO,
                llave=llave,
                registrada_en=ahora_utc(),
                registrada_por=actor.nombre,
            )
        )
        anotar(actor, "asistencia_institucional.autorregistro", f"actividad:{abierta.uuid}")


def _institucional_abierta(sesion: Session, uuid: str) -> Actividad:
    actividad = buscar(sesion, uuid)
    presencias.exigir_institucional(actividad)
    presencias.exigir_abierta(actividad)
    return actividad


def _mesa_abierta(sesion: Session, uuid: str) -> SesionDeMesa:
    mesa = presencias.exigir_de_mesa(buscar(sesion, uuid))
    presencias.exigir_abierta(mesa)
    return mesa


def _puesto_que_ocupaba(sesion: Session, delegada: Delegada, mesa: SesionDeMesa) -> FichaDePuesto:
    puesto = sesion.get_one(Puesto, delegada.puesto_id)
    if puesto.instancia_id != mesa.instancia_id:
        raise ErrorDeRegistro(
            "Ese código es de una delegada de otra instancia. No se registró nada.", "codigo"
        )
    ocupa = next((p for p in puestos(mesa.instancia_id, mesa.fecha) if p.id == puesto.id), None)
    if ocupa is None:
        raise ErrorDeRegistro(
            f"«{puesto.nombre}» no integraba la instancia el {fecha_larga(mesa.fecha)}. No se registró nada.",
            "codigo",
        )
    if delegada.desde > mesa.fecha:
        raise ErrorDeRegistro(
            f"Ocupa el puesto sólo desde el {fecha_larga(delegada.desde)}, después de esta sesión. "
            "Si estuvo, márquela en la lista. No se registró nada.",
            "codigo",
        )
    if delegada.hasta is not None and delegada.hasta < mesa.fecha:
        quien = delegada_en(puesto.id, mesa.fecha)
        relevo = f" Ese día lo ocupaba {quien.nombre}." if quien else ""
        raise ErrorDeRegistro(
            f"Dejó el puesto el {fecha_larga(delegada.hasta)}.{relevo} No se registró nada.", "codigo"
        )
    return ocupa


def _anular(presente: AsistenciaInstitucional, actor: Actor, motivo: str) -> None:
    presente.anulada_en, presente.anulada_por, presente.motivo = ahora_utc(), actor.nombre, motivo
