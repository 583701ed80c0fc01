"""Atenciones de Casa de Todas: área, clase, modalidad y lo que se hizo en cada una."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.casa_de_todas import TIPO as CASA
from registro.actividades.casa_de_todas import DiaDeCasa
from registro.actividades.estados import ANULADA, CERRADA
from registro.asistencia.ciudadana import Atencion, GestionDeAtencion
from registro.errores import ErrorDeRegistro
from registro.fechas import ZONA, Fecha
from registro.intercambio.fila import Fila
from registro.intercambio.tipos import tarjetas, visitas
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria

LUGAR, LOCALIDAD = "Casa de Todas", "14"


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Una atención."""
    fecha = memoria.fecha(fila)
    codigo, huella = tarjetas.leer(fila)
    area = memoria.opcion("area", fila.obligatorio("area"), "area").clave
    clase = memoria.opcion("clase", fila.obligatorio("clase"), "clase", area).clave
    modalidad = memoria.opcion("modalidad", fila.obligatorio("modalidad"), "modalidad").clave
    hechas = [
        (catalogo, memoria.opcion(catalogo, texto, columna, area).clave)
        for catalogo, columna in (("actuacion", "actuaciones"), ("gestion", "gestiones"))
        for texto in fila.varios(columna)
    ]
    hechas = sorted(set(hechas))
    donde = (fecha.dia, fecha.precision.value)
    return Leida(
        fila.linea,
        (*donde, huella, area, clase, modalidad, *hechas),
        {},
        {
            "donde": donde,
            "fecha": fecha,
            "codigo": codigo,
            "huella": huella,
            "momento": datetime.combine(fecha.dia, visitas.MEDIODIA, ZONA),
            "area": area,
            "clase": clase,
            "modalidad": modalidad,
            "hechas": hechas,
        },
        por_orden=True,
    )


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las atenciones que ya entraron con esas mismas filas."""
    huellas = {visitas.llave_de("atencion", leida.llave): leida.llave for leida in leidas}
    orden = select(Atencion.llave_de_importacion, Atencion.anulada_en)
    filas = sesion.execute(orden.where(Atencion.llave_de_importacion.in_(huellas)))
    return {huellas[propia or ""]: Guardada({}, anulada=anulada is not None) for propia, anulada in filas}


def revisar(sesion: Session, leidas: Sequence[Leida]) -> dict[int, ErrorDeRegistro]:
    """Las filas con tarjetas que ya no se usaban."""
    return tarjetas.retiradas(sesion, leidas)


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Cada atención cuelga de la visita de ese día; el día se crea cerrado si no estaba."""
    dias = _dias(sesion, leidas, quien)
    sitios = {leida.linea: dias[leida.datos["donde"]] for leida in leidas}
    presentes = visitas.registrar(sesion, leidas, sitios, quien)
    filas = [
        {
            **{campo: leida.datos[campo] for campo in ("area", "clase", "modalidad")},
            "asistencia_id": presentes[leida.linea].asistencia_id,
            "registrada_en": leida.datos["momento"],
            "registrada_por": quien,
            "llave_de_importacion": visitas.llave_de("atencion", leida.llave),
        }
        for leida in leidas
    ]
    orden = insert(Atencion).returning(Atencion.id, sort_by_parameter_order=True)
    ids = sesion.scalars(orden, filas).all()
    hechas = [
        {"atencion_id": propia, "catalogo": catalogo, "clave": clave}
        for propia, leida in zip(ids, leidas, strict=True)
        for catalogo, clave in leida.datos["hechas"]
    ]
    if hechas:
        sesion.execute(insert(GestionDeAtencion), hechas)


def _dias(sesion: Session, leidas: Sequence[Leida], quien: str) -> dict[Any, int]:
    """El día de atención de cada fecha; los que faltan se crean cerrados."""
    fechas: dict[Any, Fecha] = {leida.datos["donde"]: leida.datos["fecha"] for leida in leidas}
    hay = sesion.execute(
        select(DiaDeCasa.fecha, DiaDeCasa.precision, DiaDeCasa.actividad_id)
        .where(DiaDeCasa.fecha.in_({dia for dia, _ in fechas}), DiaDeCasa.estado != ANULADA)
        .order_by(DiaDeCasa.actividad_id.desc())
    )
    dias = {(dia, precision): propia for dia, precision, propia in hay}
    for donde, fecha in fechas.items():
        if donde not in dias:
            datos = {"fecha": fecha, "lugar": LUGAR, "localidad": LOCALIDAD}
            dias[donde] = armar(sesion, CASA, datos, estado=CERRADA, origen="importada", creada_por=quien).id
    return dias


TIPO = TipoDeImportacion(
    clave="atenciones",
    nombre="Atenciones de Casa de Todas",
    columnas=(
        Columna("fecha", "El día de la atención."),
        Columna("credencial", "El código de su tarjeta, o vacía si se atendió sin ella."),
        Columna("area", "Trabajo social, jurídica o psicosocial."),
        Columna("clase", "Una de las del área."),
        Columna("modalidad", "Presencial o telefónica."),
        Columna("actuaciones", "Del área jurídica; varias con punto y coma.", obligatoria=False),
        Columna("gestiones", "De trabajo social; varias con punto y coma.", obligatoria=False),
    ),
    reconoce=(
        "Una atención se reconoce por todo su contenido. Dos filas iguales en el mismo archivo son dos "
        "atenciones; el mismo archivo otra vez no añade ninguna."
    ),
    leer=leer,
    guardadas=guardadas,
    revisar=revisar,
    crear=crear,
    permiso="importar.atenciones",
)
