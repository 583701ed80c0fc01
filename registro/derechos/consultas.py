"""Las solicitudes y su reloj, para el tablero; devuelven fichas congeladas y nunca un código."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.derechos import reglas
from registro.derechos.modelo import Lapida, SolicitudDeDatos
from registro.derechos.supresion import vigencias_cerradas
from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.fechas import hoy
from registro.personas.modelo import Persona


@dataclass(frozen=True, slots=True)
class FichaDePaso:
    """Un paso de una solicitud."""

    paso: str
    cuando: datetime
    quien: str
    motivo: str


@dataclass(frozen=True, slots=True)
class FichaDeSolicitud:
    """Una solicitud con su reloj."""

    uuid: UUID
    numero: int
    clase: str
    canal: str
    estado: str
    recibida: date
    pide: str
    respuesta: str
    identificada: bool
    prorrogada: bool
    tiempo: reglas.Reloj
    llamado: reglas.Llamado
    pasos: tuple[FichaDePaso, ...] = ()

    @property
    def abierta(self) -> bool:
        """Todavía no se responde."""
        return self.estado not in reglas.CERRADAS

    @property
    def que(self) -> str:
        """«Borrar sus datos»."""
        return reglas.CLASES[self.clase]

    @property
    def es_reclamo(self) -> bool:
        """Todo lo que no es consultar."""
        return reglas.es_reclamo(self.clase)


def solicitudes() -> list[FichaDeSolicitud]:
    """Las abiertas, la que vence antes primero; después las cerradas, la más reciente primero."""
    fichas = [_ficha(una) for una in db.session.scalars(select(SolicitudDeDatos))]
    abiertas = sorted((f for f in fichas if f.abierta), key=lambda f: (f.tiempo.vence, f.numero))
    return [*abiertas, *sorted((f for f in fichas if not f.abierta), key=lambda f: -f.numero)]


def solicitud(uuid: UUID) -> FichaDeSolicitud:
    """Una, con sus pasos.

    :raises NoEncontrado: no existe.
    """
    una = db.session.scalar(select(SolicitudDeDatos).where(SolicitudDeDatos.uuid == uuid))
    if una is None:
        raise NoEncontrado("Esa solicitud no existe.")
    return _ficha(una, con_pasos=True)


def por_olvidar() -> list[tuple[int, int]]:
    """Las vigencias cerradas que todavía tienen lápidas, y cuántas."""
    cerradas = vigencias_cerradas(db.session())
    orden = select(Lapida.vigencia, func.count()).group_by(Lapida.vigencia).order_by(Lapida.vigencia)
    return [(vigencia, cuantas) for vigencia, cuantas in db.session.execute(orden) if vigencia in cerradas]


def objetos_de(sesion: Session, persona_id: int) -> list[str]:
    """Cómo llama la bitácora a las solicitudes de una persona, también a las de aquella en que se fundió."""
    fundida = select(Persona.fusionada_en_id).where(Persona.id == persona_id).scalar_subquery()
    orden = select(SolicitudDeDatos.uuid).where(SolicitudDeDatos.persona_id.in_((persona_id, fundida)))
    return [f"solicitud:{uuid}" for uuid in sesion.scalars(orden)]


def _ficha(una: SolicitudDeDatos, *, con_pasos: bool = False) -> FichaDeSolicitud:
    prorrogada = una.prorrogada_en is not None
    tiempo = reglas.reloj(una.clase, una.recibida, prorrogada=prorrogada)
    pasos = una.pasos if con_pasos else []
    return FichaDeSolicitud(
        uuid=una.uuid,
        numero=una.id,
        clase=una.clase,
        canal=una.canal,
        estado=una.estado,
        recibida=una.recibida,
        pide=una.pide,
        respuesta=una.respuesta,
        identificada=una.persona_id is not None,
        prorrogada=prorrogada,
        tiempo=tiempo,
        llamado=reglas.llamado(una.estado, tiempo, hoy()),
        pasos=tuple(FichaDePaso(p.paso, p.cuando, p.quien, p.motivo) for p in pasos),
    )
