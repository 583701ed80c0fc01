"""Registrar de una vez una sesión que ya pasó: su clase, quiénes estuvieron y qué funciones desarrolló."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registro.actas.operaciones.borradores import CLAVE_DE_PASADA, quitar_borrador
from registro.actividades.agenda_escrita import PuntoEscrito
from registro.actividades.alta import armar
from registro.actividades.base import objeto
from registro.actividades.estados import CERRADA
from registro.actividades.zesai import CLASES, MODALIDADES, TIPO
from registro.asistencia import presencias
from registro.asistencia.presencias import Procedencia
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import transaccion
from registro.fechas import Fecha, Semestre, fecha_larga, hoy
from registro.instancias.buscar import exigir_instancia
from registro.instancias.calendario import exigir_del_semestre
from registro.instancias.consultas import puestos
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

PERMISO = "actividades.gestionar"
EXTRAORDINARIA = "extraordinaria"


@dataclass(frozen=True, slots=True)
class DatosDeSesionPasada:
    """Lo que se sabe de una sesión que ya pasó; ``asistieron`` y ``funciones`` son id.

    Con ``puntos`` la agenda es ésa; sin ellos, un solo punto desarrolla las ``funciones``.
    """

    fecha: date
    clase: str
    motivo: str = ""
    modalidad: str = "presencial"
    asistieron: frozenset[int] = frozenset()
    funciones: tuple[int, ...] = ()
    puntos: tuple[PuntoEscrito, ...] = ()


def registrar_pasada(actor: Actor, instancia_id: int, semestre: Semestre, datos: DatosDeSesionPasada) -> str:
    """Crea la sesión cerrada, con su asistencia y su orden del día, y devuelve su uuid.

    :raises ErrorDeRegistro: la fecha no es del semestre, no ha llegado o ya tiene sesión; falta el motivo de
        una extraordinaria; alguien no integra la instancia, o una función no regía ese día.
    """
    exigir(actor, PERMISO)
    motivo = _revisar(datos, semestre)
    with transaccion() as sesion:
        exigir_instancia(sesion, instancia_id)
        integran = {puesto.id for puesto in puestos(instancia_id, datos.fecha)}
        if not datos.asistieron <= integran:
            raise NoEncontrado(
                f"Alguien de la lista no integraba la instancia el {fecha_larga(datos.fecha)}. Quite su "
                "marca, o añádala después como invitada. No se guardó; lo escrito sigue aquí.",
                "asistieron",
            )
        reunion = armar(
            sesion,
            TIPO,
            _propios(instancia_id, datos, motivo),
            estado=CERRADA,
            origen=actor.origen,
            creada_por=actor.nombre,
        )
        TIPO.revisar(sesion, reunion)
        procedencia = Procedencia(presencias.MANUAL, actor.nombre)
        for puesto_id in sorted(datos.asistieron):
            presencias.marcar_puesto(sesion, reunion, puesto_id, procedencia)
        quitar_borrador(sesion, f"{CLAVE_DE_PASADA}{instancia_id}", actor)
        detalle = {"tipo": TIPO.clave, "estado": CERRADA, "puestos": len(datos.asistieron)}
        anotar(actor, "actividad.crear", objeto(reunion), detalle)
        return str(reunion.uuid)


def _revisar(datos: DatosDeSesionPasada, semestre: Semestre) -> str:
    """El motivo limpio, si lo demás se acepta."""
    if datos.fecha > hoy():
        raise ErrorDeRegistro(
            f"El {fecha_larga(datos.fecha)} todavía no llega: convoque la sesión en vez de registrarla. "
            "No se guardó; lo escrito sigue aquí.",
            "fecha",
        )
    exigir_del_semestre(datos.fecha, semestre)
    if datos.clase not in CLASES or datos.modalidad not in MODALIDADES:
        raise ErrorDeRegistro("Elija la clase y la modalidad de la lista. No se guardó.", "clase")
    motivo = limpiar(datos.motivo, 2000, "motivo")
    if datos.clase == EXTRAORDINARIA and not motivo:
        raise ErrorDeRegistro(
            "Escriba por qué se convocó la sesión extraordinaria. No se guardó; lo escrito sigue aquí.",
            "motivo",
        )
    return motivo


def _propios(instancia_id: int, datos: DatosDeSesionPasada, motivo: str) -> dict[str, object]:
    agenda = [{"titulo": punto.titulo, "funciones": punto.funciones} for punto in datos.puntos]
    return {
        "instancia_id": instancia_id,
        "fecha": Fecha(datos.fecha),
        "clase": datos.clase,
        "motivo_extraordinaria": motivo if datos.clase == EXTRAORDINARIA else "",
        "modalidad": datos.modalidad,
        **({"agenda": agenda} if agenda else {"funciones": list(datos.funciones)}),
    }
