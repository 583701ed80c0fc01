"""Preparar la invitación a una sesión: dice correos de personas, así que queda anotado quién la abrió."""

from __future__ import annotations

from dataclasses import replace

from registro.actas.invitacion import Destinataria, Invitacion, PuntoDeInvitacion, correo_valido
from registro.actas.juntar import sesion_de_mesa
from registro.actividades.base import objeto
from registro.actividades.zesai import MODALIDADES, SesionDeMesa
from registro.extensiones import transaccion
from registro.instancias.consultas import puestos
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones
from registro.seguridad.divulgacion.exportaciones import Salida
from registro.seguridad.divulgacion.politica import RESERVADA
from registro.seguridad.permisos import Actor, exigir

PERMISO = "actividades.gestionar"
PARA_INVITAR = "Invitar a la sesión"


def invitar(actor: Actor, uuid: str, que: str = "ver") -> Invitacion:
    """La invitación de la sesión con sus destinatarias; ``que`` dice para qué se abrió (ver, eml, ics)."""
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        reunion = sesion_de_mesa(sesion, uuid)
        lista = _armar(reunion)
        anotar(actor, "invitacion.abrir", objeto(reunion), {"para": que})
        if que == "ver":
            return lista
        salida = Salida(f"Invitación. {lista.asunto}", RESERVADA, PARA_INVITAR, que)
        return replace(lista, ficha=exportaciones.registrar(sesion, actor, salida).renglon)


def _armar(reunion: SesionDeMesa) -> Invitacion:
    return Invitacion(
        uuid=str(reunion.uuid),
        instancia=reunion.instancia.nombre,
        sigla=reunion.instancia.sigla,
        clase=reunion.clase,
        motivo=reunion.motivo_extraordinaria,
        dia=reunion.fecha,
        hora_inicio=reunion.hora_inicio,
        hora_fin=reunion.hora_fin,
        modalidad=MODALIDADES[reunion.modalidad],
        lugar=reunion.lugar.nombre if reunion.lugar else "",
        enlace=reunion.enlace,
        secretaria=reunion.instancia.secretaria_tecnica,
        puntos=tuple(
            PuntoDeInvitacion(
                punto.titulo,
                punto.presenta,
                tuple(str(numero) for numero in sorted(fila.funcion.numero for fila in punto.funciones)),
            )
            for punto in reunion.puntos
            if punto.anulado_en is None
        ),
        destinatarias=_destinatarias(reunion),
    )


def _destinatarias(reunion: SesionDeMesa) -> tuple[Destinataria, ...]:
    """Una por puesto de ese día, tenga o no quién lo ocupe."""
    return tuple(
        Destinataria(
            puesto.etiqueta,
            puesto.delegada.nombre if puesto.delegada else "",
            puesto.delegada.correo if puesto.delegada and correo_valido(puesto.delegada.correo) else "",
        )
        for puesto in puestos(reunion.instancia_id, reunion.fecha)
    )
