"""Lecturas de la asistencia institucional, y la sesión a la que lleva un enlace firmado."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from registro.actividades.base import Actividad, buscar
from registro.actividades.estados import ABIERTA
from registro.actividades.tipos import tipo_de
from registro.asistencia import presencias
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.fechas import Fecha, Precision
from registro.instancias.consultas import FichaDePuesto, instancia, puestos
from registro.seguridad.enlaces import leer_sesion

COMO: dict[str, str] = {
    presencias.QR: "con su código",
    presencias.MANUAL: "en la lista",
    presencias.AUTORREGISTRO: "con su teléfono",
    presencias.IMPORTADA: "importada",
}


@dataclass(frozen=True, slots=True)
class FichaDeSesion:
    """Lo que se sabe de una sesión institucional para registrar quién estuvo."""

    uuid: str
    titulo: str
    cuando: str
    dia: date
    lugar: str
    estado: str
    con_delegadas: bool
    instancia: str
    instancia_id: int | None

    @property
    def abierta(self) -> bool:
        """Recibe registros."""
        return self.estado == ABIERTA

    @property
    def por_que_no(self) -> str:
        """Por qué no recibe registros; vacío si los recibe."""
        return "" if self.abierta else presencias.POR_QUE_NO_SE_RECIBE.get(self.estado, presencias.CERRADA_YA)


@dataclass(frozen=True, slots=True)
class FilaDeLista:
    """Un puesto y si estuvo, cómo se supo y, si se sabe, a qué hora."""

    puesto: FichaDePuesto
    presente: bool
    como: str
    cuando: datetime | None


@dataclass(frozen=True, slots=True)
class FichaDePresencia:
    """Un registro sin puesto: alguien con su teléfono, o varias personas contadas."""

    id: int
    nombre: str
    entidad: str
    cantidad: int
    como: str
    cuando: datetime


def sesion(uuid: str) -> FichaDeSesion:
    """La sesión institucional.

    :raises NoEncontrado: no existe.
    :raises NoPermitido: no es institucional.
    """
    actividad = buscar(db.session(), uuid)
    presencias.exigir_institucional(actividad)
    return _ficha(actividad)


def lista(ficha: FichaDeSesion) -> list[FilaDeLista]:
    """Los puestos que integran la instancia en la fecha de la sesión, y cuáles estuvieron."""
    if ficha.instancia_id is None:
        return []
    actividad = buscar(db.session(), ficha.uuid)
    presentes = {
        presente.puesto_id: presente
        for presente in presencias.vigentes(db.session(), actividad.id)
        if presente.puesto_id is not None
    }
    return [
        FilaDeLista(
            puesto=puesto,
            presente=puesto.id in presentes,
            como=COMO[presentes[puesto.id].origen] if puesto.id in presentes else "",
            cuando=_hora_de_llegada(presentes.get(puesto.id)),
        )
        for puesto in puestos(ficha.instancia_id, ficha.dia)
    ]


def otras(ficha: FichaDeSesion) -> list[FichaDePresencia]:
    """Los registros sin puesto, en el orden en que llegaron."""
    actividad = buscar(db.session(), ficha.uuid)
    return [
        FichaDePresencia(
            registro.id,
            registro.nombre or "",
            registro.entidad,
            registro.cantidad,
            _como(registro),
            registro.registrada_en,
        )
        for registro in presencias.vigentes(db.session(), actividad.id)
        if registro.puesto_id is None
    ]


def presencia(ficha: FichaDeSesion, registro_id: int) -> FichaDePresencia:
    """Un registro sin puesto de la sesión.

    :raises NoEncontrado: no es de esa sesión, o se anuló.
    """
    hallada = next((registro for registro in otras(ficha) if registro.id == registro_id), None)
    if hallada is None:
        raise NoEncontrado("Ese registro no existe o ya se anuló.")
    return hallada


def sesion_del_enlace(firmado: str) -> FichaDeSesion:
    """La sesión a la que lleva un enlace, esté abierta o no.

    :raises ErrorDeRegistro: el enlace venció, no es nuestro o no es de una sesión institucional.
    """
    return sesion(leer_sesion(firmado))


def _como(registro: AsistenciaInstitucional) -> str:
    """A una invitada la anota el equipo; a varias personas, las cuenta."""
    if registro.origen != presencias.MANUAL:
        return COMO[registro.origen]
    return "la anotó el equipo" if registro.nombre else "contadas por el equipo"


def _hora_de_llegada(presente: AsistenciaInstitucional | None) -> datetime | None:
    """De lo importado se sabe que estuvo, no a qué hora llegó."""
    return None if presente is None or presente.origen == presencias.IMPORTADA else presente.registrada_en


def _ficha(actividad: Actividad) -> FichaDeSesion:
    con_delegadas = tipo_de(actividad.tipo).con_delegadas
    de = instancia(presencias.exigir_de_mesa(actividad).instancia_id) if con_delegadas else None
    return FichaDeSesion(
        uuid=str(actividad.uuid),
        titulo=actividad.titulo,
        cuando=Fecha(actividad.fecha, Precision(actividad.precision)).larga,
        dia=actividad.fecha,
        lugar=actividad.lugar.nombre if actividad.lugar else "",
        estado=actividad.estado,
        con_delegadas=con_delegadas,
        instancia=de.sigla if de else "",
        instancia_id=de.id if de else None,
    )
