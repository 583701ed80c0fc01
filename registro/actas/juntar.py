"""Junta en una pieza todo lo que un acta dice: lo registrado de la sesión y lo que se escribió de ella."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actas.contenido import Asistente, CompromisoDeActa, Contenido, Invitada, PuntoDeActa
from registro.actas.modelo import Acta, Compromiso, DesarrolloDePunto
from registro.actividades.base import buscar
from registro.actividades.estados import ANULADA
from registro.actividades.zesai import CLASES, MODALIDADES, PuntoDeAgenda, SesionDeMesa
from registro.asistencia import presencias
from registro.errores import EnConflicto, NoEncontrado
from registro.fechas import escribir_hora
from registro.instancias import quorum
from registro.instancias.consultas import puestos
from registro.instancias.consultas import quorum as regla_de_quorum
from registro.instancias.fichas import ROLES_DE_PUESTO
from registro.instancias.modelo import Delegada

SIN_REGLA = "La instancia no tiene escrita su regla de quórum."


def sesion_de_mesa(sesion: Session, uuid: str) -> SesionDeMesa:
    """La sesión.

    :raises NoEncontrado: no existe, o es otra clase de actividad.
    """
    actividad = buscar(sesion, uuid)
    if not isinstance(actividad, SesionDeMesa):
        raise NoEncontrado("Esa actividad no es una sesión de la mesa: no tiene acta.")
    return actividad


def acta_de(sesion: Session, reunion: SesionDeMesa) -> Acta | None:
    """Lo escrito de su acta, si se empezó."""
    return sesion.scalar(select(Acta).where(Acta.sesion_id == reunion.id))


def exigir_sin_aprobar(acta: Acta | None, reunion: SesionDeMesa) -> None:
    """El acta todavía se puede escribir.

    :raises EnConflicto: está aprobada o la sesión se anuló.
    """
    if acta is not None and acta.aprobada_el is not None:
        raise EnConflicto("El acta ya se aprobó y no cambia. No se guardó: anótelo en la sesión siguiente.")
    if reunion.estado == ANULADA:
        raise EnConflicto("La sesión se anuló: su acta ya no cambia. No se guardó.")


def desarrollos(sesion: Session, reunion: SesionDeMesa) -> dict[int, DesarrolloDePunto]:
    """Lo discutido y decidido de cada punto, por el id del punto."""
    ids = [punto.id for punto in reunion.puntos]
    orden = select(DesarrolloDePunto).where(DesarrolloDePunto.punto_id.in_(ids))
    return {uno.punto_id: uno for uno in sesion.scalars(orden)}


def compromisos_de(sesion: Session, reunion: SesionDeMesa) -> list[Compromiso]:
    """Los que se adquirieron en la sesión, en el orden en que se escribieron."""
    orden = select(Compromiso).where(Compromiso.sesion_id == reunion.id).order_by(Compromiso.id)
    return list(sesion.scalars(orden))


def asistentes(sesion: Session, reunion: SesionDeMesa) -> list[Asistente]:
    """Los puestos de ese día; de quien estuvo, la delegada que quedó anotada entonces."""
    presentes = {uno.puesto_id: uno for uno in presencias.vigentes(sesion, reunion.id) if uno.puesto_id}
    listos = []
    for puesto in puestos(reunion.instancia_id, reunion.fecha):
        presente = presentes.get(puesto.id)
        anotada = sesion.get(Delegada, presente.delegada_id) if presente and presente.delegada_id else None
        nombre = anotada.nombre if anotada else (puesto.delegada.nombre if puesto.delegada else "")
        listos.append(
            Asistente(puesto.sector, puesto.entidad, puesto.nombre, puesto.rol, nombre, presente is not None)
        )
    return listos


def medir_quorum(reunion: SesionDeMesa, quienes: list[Asistente]) -> quorum.Quorum | None:
    """El quórum por la regla que regía ese día; ``None`` si no hay regla."""
    regla = regla_de_quorum(reunion.instancia_id, reunion.fecha)
    return quorum.medir(regla.regla, [(uno.rol, uno.asistio) for uno in quienes]) if regla else None


def juntar(sesion: Session, reunion: SesionDeMesa) -> Contenido:
    """El acta tal como está ahora."""
    acta, quienes = acta_de(sesion, reunion), asistentes(sesion, reunion)
    medido = medir_quorum(reunion, quienes)
    dichos = desarrollos(sesion, reunion)
    tratados = [punto for punto in reunion.puntos if punto.anulado_en is None]
    nombradas = {fila.funcion.numero: fila.funcion.texto for punto in tratados for fila in punto.funciones}
    return Contenido(
        instancia=reunion.instancia.nombre,
        sigla=reunion.instancia.sigla,
        numero=acta.numero if acta else "",
        clase=CLASES[reunion.clase],
        motivo=reunion.motivo_extraordinaria,
        fecha=reunion.fecha,
        horario=" a ".join(escribir_hora(hora) for hora in (reunion.hora_inicio, reunion.hora_fin) if hora),
        modalidad=MODALIDADES[reunion.modalidad],
        lugar=reunion.lugar.nombre if reunion.lugar else reunion.enlace,
        quorum=medido.frase if medido else SIN_REGLA,
        asistentes=tuple(
            Asistente(
                uno.sector, uno.entidad, uno.puesto, ROLES_DE_PUESTO[uno.rol], uno.delegada, uno.asistio
            )
            for uno in quienes
        ),
        invitadas=_invitadas(sesion, reunion),
        apertura=acta.apertura if acta else "",
        puntos=tuple(_punto(punto, dichos.get(punto.id)) for punto in tratados),
        funciones=tuple(sorted(nombradas.items())),
        compromisos=_compromisos(sesion, reunion),
        cierre=acta.cierre if acta else "",
        firmas=tuple(renglon.strip() for renglon in acta.firmas.splitlines() if renglon.strip())
        if acta
        else (),
    )


def _invitadas(sesion: Session, reunion: SesionDeMesa) -> tuple[Invitada, ...]:
    return tuple(
        Invitada(una.nombre or "", una.entidad, una.cantidad)
        for una in presencias.vigentes(sesion, reunion.id)
        if una.puesto_id is None
    )


def _punto(punto: PuntoDeAgenda, dicho: DesarrolloDePunto | None) -> PuntoDeActa:
    return PuntoDeActa(
        titulo=punto.titulo,
        presenta=punto.presenta,
        funciones=tuple(sorted(fila.funcion.numero for fila in punto.funciones)),
        discusion=dicho.discusion if dicho else "",
        decisiones=dicho.decisiones if dicho else "",
    )


def _compromisos(sesion: Session, reunion: SesionDeMesa) -> tuple[CompromisoDeActa, ...]:
    """Todos: uno que se descartó después sigue siendo parte de lo que se acordó ese día."""
    return tuple(
        CompromisoDeActa(uno.que, uno.entidad.nombre, uno.vence) for uno in compromisos_de(sesion, reunion)
    )
