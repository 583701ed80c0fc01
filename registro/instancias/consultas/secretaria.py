"""Lo que la secretaría técnica tiene como dato: calendario, quórum y qué está publicado en la web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from registro.extensiones import db
from registro.fechas import Semestre
from registro.instancias.calendario import Calendario
from registro.instancias.consultas.integrantes import rige
from registro.instancias.fichas import ROLES_DE_PUESTO
from registro.instancias.modelo import PublicacionWeb, ReglaDeCalendario, ReglaDeQuorum
from registro.instancias.quorum import ReglaDeDecision, escribir

# Documento → cómo se llama en el informe de gestión, en su orden.
DOCUMENTOS = {
    "normas": "Normas de creación",
    "reglamento": "Reglamento interno",
    "actas": "Actas con sus anexos",
    "informe": "Informe de gestión",
}
T = TypeVar("T", ReglaDeCalendario, ReglaDeQuorum)


@dataclass(frozen=True, slots=True)
class FichaDeCalendario:
    """La regla de las sesiones ordinarias que rige un día, y a qué hora («14:30», o vacía)."""

    calendario: Calendario
    hora: str
    desde: date | None


@dataclass(frozen=True, slots=True)
class FichaDeQuorum:
    """La regla de quórum que rige un día y de dónde sale."""

    regla: ReglaDeDecision
    norma: str
    desde: date | None

    @property
    def frase(self) -> str:
        """«Más de la mitad de los puestos con rol Permanente e Integrante»."""
        return escribir(self.regla, ROLES_DE_PUESTO)


@dataclass(frozen=True, slots=True)
class FichaDePublicacion:
    """Un documento en un semestre. ``publicada`` es ``None`` si nadie lo ha dicho."""

    documento: str
    nombre: str
    publicada: bool | None
    fecha: date | None
    enlace: str

    @property
    def falta(self) -> str:
        """Qué le falta para estar en regla; vacío si nada."""
        if self.publicada is None:
            return "sin dato"
        if not self.publicada:
            return "no está publicado"
        ausentes = [que for que, esta in (("la fecha", self.fecha), ("el enlace", self.enlace)) if not esta]
        return f"falta {' y '.join(ausentes)}" if ausentes else ""


def calendario(instancia_id: int, dia: date) -> FichaDeCalendario | None:
    """Cada cuánto se reunía en ese día, si se sabe."""
    regla = _vigente(ReglaDeCalendario, instancia_id, dia)
    if regla is None:
        return None
    return FichaDeCalendario(Calendario(regla.ordinal, regla.dia, regla.cada), regla.hora, regla.desde)


def quorum(instancia_id: int, dia: date) -> FichaDeQuorum | None:
    """La regla de quórum de ese día, si se sabe."""
    regla = _vigente(ReglaDeQuorum, instancia_id, dia)
    if regla is None:
        return None
    decision = ReglaDeDecision(
        frozenset(regla.roles.split(",")), regla.numerador, regla.denominador, regla.mas_de
    )
    return FichaDeQuorum(decision, regla.norma, regla.desde)


def publicaciones(instancia_id: int, semestre: Semestre) -> list[FichaDePublicacion]:
    """Los documentos que deben estar en la web, con lo que se sabe de cada uno en el semestre."""
    orden = select(PublicacionWeb).where(
        PublicacionWeb.instancia_id == instancia_id, PublicacionWeb.semestre == str(semestre)
    )
    dichas = {una.documento: una for una in db.session.scalars(orden)}
    return [_publicacion(documento, dichas.get(documento)) for documento in DOCUMENTOS]


def _publicacion(documento: str, dicha: PublicacionWeb | None) -> FichaDePublicacion:
    if dicha is None:
        return FichaDePublicacion(documento, DOCUMENTOS[documento], None, None, "")
    return FichaDePublicacion(documento, DOCUMENTOS[documento], dicha.publicada, dicha.fecha, dicha.enlace)


def _vigente(modelo: type[T], instancia_id: int, dia: date) -> T | None:
    tabla: Any = modelo
    orden = select(modelo).where(tabla.instancia_id == instancia_id, rige(tabla, dia, dia))
    return db.session.scalars(orden.order_by(tabla.id.desc())).first()
