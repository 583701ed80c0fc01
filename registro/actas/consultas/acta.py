"""El acta de una sesión: en qué va, sus versiones y lo que dice cada una."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from registro.actas import contenido as piezas
from registro.actas.juntar import (
    acta_de,
    asistentes,
    desarrollos,
    juntar,
    medir_quorum,
    sesion_de_mesa,
)
from registro.actas.modelo import Acta, VersionDeActa
from registro.actividades.base import Actividad
from registro.actividades.consultas import FichaDePunto, orden_del_dia
from registro.actividades.estados import ANULADA, REALIZADA
from registro.actividades.zesai import SesionDeMesa
from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.instancias.quorum import Quorum

SIN_EMPEZAR, EN_BORRADOR, APROBADA = "sin empezar", "en borrador", "aprobada"


@dataclass(frozen=True, slots=True)
class FichaDeVersion:
    """Una versión guardada."""

    numero: int
    huella: str
    creada_en: datetime
    creada_por: str


@dataclass(frozen=True, slots=True)
class FichaDeActa:
    """En qué va el acta. ``version`` es la de la última escritura (0 si nadie ha escrito).

    ``cambio_despues``: lo registrado de la sesión ya no es lo que dice la última versión guardada.
    """

    uuid: str
    instancia_id: int
    titulo: str
    fecha: date
    anulada: bool
    realizada: bool
    numero: str
    apertura: str
    cierre: str
    firmas: str
    version: int
    aprobada_el: date | None
    aprobada_por: str
    versiones: tuple[FichaDeVersion, ...]
    cambio_despues: bool

    @property
    def estado(self) -> str:
        """En una palabra o dos."""
        return estado_de(self.version, self.aprobada_el)


@dataclass(frozen=True, slots=True)
class PuntoDesarrollado:
    """Un punto del orden del día con lo que se dijo."""

    punto: FichaDePunto
    discusion: str
    decisiones: str


def estado_de(version: int, aprobada_el: date | None) -> str:
    """Sin empezar, en borrador o aprobada."""
    if aprobada_el is not None:
        return APROBADA
    return EN_BORRADOR if version else SIN_EMPEZAR


def acta(uuid: str) -> FichaDeActa:
    """El acta de la sesión, se haya empezado o no.

    :raises NoEncontrado: no existe esa sesión.
    """
    reunion = sesion_de_mesa(db.session(), uuid)
    guardada = acta_de(db.session(), reunion)
    versiones = tuple(
        FichaDeVersion(una.numero, una.huella, una.creada_en, una.creada_por)
        for una in (guardada.versiones if guardada else ())
    )
    ahora = piezas.huella(piezas.a_json(juntar(db.session(), reunion)))
    return FichaDeActa(
        uuid=str(reunion.uuid),
        instancia_id=reunion.instancia_id,
        titulo=reunion.titulo,
        fecha=reunion.fecha,
        anulada=reunion.estado == ANULADA,
        realizada=reunion.estado in REALIZADA,
        numero=guardada.numero if guardada else "",
        apertura=guardada.apertura if guardada else "",
        cierre=guardada.cierre if guardada else "",
        firmas=guardada.firmas if guardada else "",
        version=guardada.version if guardada else 0,
        aprobada_el=guardada.aprobada_el if guardada else None,
        aprobada_por=(guardada.aprobada_por if guardada else None) or "",
        versiones=versiones,
        cambio_despues=bool(versiones) and versiones[-1].huella != ahora,
    )


def contenido(uuid: str, version: int | None = None) -> piezas.Contenido:
    """Lo que dice el acta: la aprobada, como se congeló; otra, como está ahora; o la ``version`` pedida.

    :raises NoEncontrado: no existe esa sesión o esa versión.
    """
    sesion = db.session()
    reunion = sesion_de_mesa(sesion, uuid)
    guardada = acta_de(sesion, reunion)
    congelada = version
    if congelada is None and guardada and guardada.aprobada_el:
        congelada = guardada.versiones[-1].numero
    if congelada is None:
        return juntar(sesion, reunion)
    orden = (
        select(VersionDeActa)
        .join(Acta, Acta.id == VersionDeActa.acta_id)
        .where(Acta.sesion_id == reunion.id, VersionDeActa.numero == congelada)
    )
    hallada = sesion.scalar(orden)
    if hallada is None:
        raise NoEncontrado("Esa versión del acta no existe.")
    return piezas.de_json(hallada.contenido)


def puntos_desarrollados(uuid: str) -> list[PuntoDesarrollado]:
    """Los puntos que se trataron, con lo que se escribió de cada uno."""
    reunion = sesion_de_mesa(db.session(), uuid)
    dichos = desarrollos(db.session(), reunion)
    return [
        PuntoDesarrollado(
            punto,
            dichos[punto.id].discusion if punto.id in dichos else "",
            dichos[punto.id].decisiones if punto.id in dichos else "",
        )
        for punto in orden_del_dia(uuid)
        if punto.anulado_en is None
    ]


def quorum(uuid: str) -> Quorum | None:
    """El quórum de la sesión por la regla de ese día; ``None`` si la instancia no tiene regla."""
    reunion = sesion_de_mesa(db.session(), uuid)
    return medir_quorum(reunion, asistentes(db.session(), reunion))


def posibles_aprobadoras(uuid: str) -> list[tuple[str, date, str]]:
    """Las sesiones posteriores y realizadas que pueden aprobarla: (uuid, día, clase), la primera antes."""
    reunion = sesion_de_mesa(db.session(), uuid)
    orden = (
        select(SesionDeMesa)
        .where(
            SesionDeMesa.instancia_id == reunion.instancia_id,
            Actividad.fecha > reunion.fecha,
            Actividad.estado.in_(REALIZADA),
        )
        .order_by(Actividad.fecha)
    )
    return [(str(una.uuid), una.fecha, una.clase) for una in db.session.scalars(orden)]
