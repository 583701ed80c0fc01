"""Las ediciones y la política vigente de cada una: datos con fechas, que cambian por acto."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.fechas import fecha_larga
from registro.seguridad.divulgacion.modelo import PoliticaDeDivulgacion

PUBLICA, DATOS_ABIERTOS, RESERVADA = "publica", "datos_abiertos", "reservada"
EDICIONES: dict[str, str] = {
    PUBLICA: "Edición pública",
    DATOS_ABIERTOS: "Datos abiertos",
    RESERVADA: "Reservada",
}
# Lo que se archiva firmado no es una edición ni tiene política: la entidad lo conserva.
DOCUMENTO = "documento"
CLASES = EDICIONES | {DOCUMENTO: "Documento oficial"}
# Con qué nace un registro: (edición, umbral, días de guarda). Después se agregan filas, con su acto.
SEMILLAS: tuple[tuple[str, int, int | None], ...] = (
    (PUBLICA, 5, None),
    (DATOS_ABIERTOS, 10, None),
    (RESERVADA, 1, 90),
)
_DESDE = date(2020, 1, 1)  # la vigencia del CONPES D.C. 11


@dataclass(frozen=True, slots=True)
class Politica:
    """Una cuenta menor que ``umbral`` no se muestra; lo reservado se borra a los ``dias_de_guarda``."""

    edicion: str
    umbral: int
    oculta_ceros: bool
    dias_de_guarda: int | None


def politica_vigente(edicion: str, dia: date) -> Politica:
    """La de una edición en un día.

    :raises NoEncontrado: ninguna rige ese día: sin política no se publica.
    """
    propia = PoliticaDeDivulgacion
    orden = (
        select(propia)
        .where(propia.edicion == edicion, propia.desde <= dia)
        .where(or_(propia.hasta.is_(None), propia.hasta >= dia))
        .order_by(propia.desde.desc())
        .limit(1)
    )
    fila = db.session.scalar(orden)
    if fila is None:
        raise NoEncontrado(
            f"No hay una política de divulgación de «{EDICIONES.get(edicion, edicion)}» que rija el "
            f"{fecha_larga(dia)}. No se exportó nada: pídale a administración que la registre."
        )
    return Politica(fila.edicion, fila.umbral, fila.oculta_ceros, fila.dias_de_guarda)


def sembrar_politicas(sesion: Session) -> int:
    """Pone la política de las ediciones que no tengan ninguna y dice cuántas puso."""
    puestas = set(sesion.scalars(select(PoliticaDeDivulgacion.edicion)))
    faltan = [
        PoliticaDeDivulgacion(edicion=edicion, umbral=umbral, dias_de_guarda=dias, desde=_DESDE)
        for edicion, umbral, dias in SEMILLAS
        if edicion not in puestas
    ]
    sesion.add_all(faltan)
    return len(faltan)
