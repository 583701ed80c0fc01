"""Guardar de una vez lo que se discutió y decidió en una sesión, y los compromisos que quedaron."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from registro.actas.juntar import desarrollos, sesion_de_mesa
from registro.actas.modelo import DesarrolloDePunto
from registro.actas.operaciones.acta import LARGO_DE_TEXTO, PERMISO, abrir_para_escribir
from registro.actas.operaciones.borradores import CLAVE_DE_DESARROLLO, quitar_borrador
from registro.actas.operaciones.compromisos import DatosDeCompromiso, agregar_compromisos
from registro.actividades.base import objeto
from registro.actividades.zesai import SesionDeMesa
from registro.errores import NoEncontrado
from registro.extensiones import transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar


@dataclass(frozen=True, slots=True)
class DatosDeDesarrollo:
    """Lo escrito de una sesión. ``puntos``: id del punto → (discusión, decisiones)."""

    version: int
    apertura: str = ""
    cierre: str = ""
    puntos: dict[int, tuple[str, str]] = field(default_factory=dict)
    compromisos: tuple[DatosDeCompromiso, ...] = ()


def guardar_desarrollo(actor: Actor, uuid: str, datos: DatosDeDesarrollo) -> int:
    """Guarda todo o nada, y olvida el borrador. Devuelve la versión que queda.

    :raises ErrorDeRegistro: otra persona lo cambió, el acta está aprobada, o un compromiso está a medias.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        reunion = sesion_de_mesa(sesion, uuid)
        acta = abrir_para_escribir(sesion, reunion, datos.version)
        acta.apertura = limpiar(datos.apertura, LARGO_DE_TEXTO, "apertura")
        acta.cierre = limpiar(datos.cierre, LARGO_DE_TEXTO, "cierre")
        flag_modified(acta, "apertura")  # aunque sólo cambie un punto, la versión avanza
        _escribir_puntos(sesion, reunion, datos.puntos)
        nuevos = agregar_compromisos(sesion, reunion, datos.compromisos, actor)
        quitar_borrador(sesion, f"{CLAVE_DE_DESARROLLO}{reunion.uuid}", actor)
        sesion.flush()
        detalle = {"puntos": sorted(datos.puntos), "compromisos": nuevos}
        anotar(actor, "acta.desarrollo", objeto(reunion), detalle)
        return acta.version


def _escribir_puntos(sesion: Session, reunion: SesionDeMesa, puntos: dict[int, tuple[str, str]]) -> None:
    propios = {punto.id for punto in reunion.puntos}
    if not set(puntos) <= propios:
        raise NoEncontrado("Un punto ya no está en el orden del día. No se guardó; lo escrito sigue aquí.")
    guardados = desarrollos(sesion, reunion)
    for punto_id, (discusion, decisiones) in puntos.items():
        dicho = guardados.get(punto_id)
        if dicho is None:
            dicho = DesarrolloDePunto(punto_id=punto_id)
            sesion.add(dicho)
        dicho.discusion = limpiar(discusion, LARGO_DE_TEXTO, f"discusion-{punto_id}")
        dicho.decisiones = limpiar(decisiones, LARGO_DE_TEXTO, f"decisiones-{punto_id}")
