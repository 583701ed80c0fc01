"""Asistencias una por una, con tarjeta o sin ella, a jornadas y demás actividades de personas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.base import Actividad
from registro.actividades.estados import ANULADA, CERRADA, PROGRAMADA
from registro.actividades.tipos import TIPOS, tipo_de
from registro.asistencia.ciudadana import Asistencia
from registro.catalogos.modelo import Lugar
from registro.errores import ErrorDeRegistro
from registro.fechas import ZONA, Fecha
from registro.intercambio.fila import Fila
from registro.intercambio.tipos import respuestas, tarjetas, visitas
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.textos import abreviar, clave, unir

SIN_TARJETA = (
    "Trae respuestas y no trae tarjeta: la asistencia cuenta y las respuestas no se guardan. "
    "Puede haber más filas así."
)
NO_RECIBE = {
    ANULADA: "Esa actividad está anulada: no recibe asistencias.",
    PROGRAMADA: "Esa actividad está programada: ábrala antes de importar quién asistió.",
}


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Una asistencia."""
    dia = memoria.dia(fila)
    lugar = fila.obligatorio("lugar")
    localidad = memoria.localidad(fila, lugar=lugar)
    texto = fila.obligatorio("tipo")
    tipo = memoria.recordar(("tipo", clave(texto)), lambda: _tipo(texto))
    codigo, huella = tarjetas.leer(fila)
    respondido = respuestas.leer(fila, memoria)
    donde = (dia, clave(lugar), localidad, tipo)
    suelta_con_datos = codigo is None and bool(respondido)
    return Leida(
        fila.linea,
        (*donde, huella) if codigo else (*donde, *sorted(respondido.items())),
        {},
        {
            "donde": donde,
            "fecha": Fecha(dia),
            "lugar": lugar,
            "localidad": localidad,
            "codigo": codigo,
            "huella": huella,
            "momento": datetime.combine(dia, visitas.MEDIODIA, ZONA),
            "respuestas": respondido,
        },
        avisos=(SIN_TARJETA,) if suelta_con_datos and memoria.primera_vez("sin tarjeta") else (),
        por_orden=codigo is None,
    )


def _tipo(texto: str) -> str:
    """La clave del tipo de actividad.

    :raises ErrorDeRegistro: no existe, o su asistencia no es de personas.
    """
    buscada = clave(texto.replace("_", " "))
    con_tarjetas = [tipo for tipo in TIPOS.values() if tipo.con_tarjetas]
    for tipo in con_tarjetas:
        if buscada in {clave(tipo.clave.replace("_", " ")), clave(tipo.nombre), clave(tipo.plural)}:
            return tipo.clave
    raise ErrorDeRegistro(
        f"«{abreviar(texto)}» no es un tipo de actividad que reciba personas: "
        f"es {unir([tipo.clave for tipo in con_tarjetas])}.",
        "tipo",
    )


def _actividades(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, tuple[int, str]]:
    """Las actividades que ya están: (día, lugar, localidad, tipo) → (id, estado); primero las que valen."""
    dias = {leida.datos["donde"][0] for leida in leidas}
    tabla = Actividad.__table__.c
    orden = (
        select(
            tabla.id,
            tabla.estado,
            tabla.fecha,
            func.coalesce(Lugar.clave, ""),
            tabla.localidad_codigo,
            tabla.tipo,
        )
        .outerjoin(Lugar, Lugar.id == tabla.lugar_id)
        .where(tabla.fecha.in_(dias), tabla.precision == "dia")
        .order_by(tabla.estado == ANULADA, tabla.id)
    )
    halladas: dict[Llave, tuple[int, str]] = {}
    for propia, estado, *donde in sesion.execute(orden):
        halladas.setdefault(tuple(donde), (propia, estado))
    return halladas


def revisar(sesion: Session, leidas: Sequence[Leida]) -> dict[int, ErrorDeRegistro]:
    """Las filas de actividades que no reciben, o con tarjetas que ya no se usaban."""
    hay = _actividades(sesion, leidas)
    estados = {leida.linea: hay.get(leida.datos["donde"], (0, CERRADA))[1] for leida in leidas}
    return tarjetas.retiradas(sesion, leidas) | {
        linea: ErrorDeRegistro(NO_RECIBE[estado], "fecha")
        for linea, estado in estados.items()
        if estado in NO_RECIBE
    }


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las tarjetas que ya figuran en su actividad, y las sueltas que ya entraron con su orden."""
    hay = _actividades(sesion, leidas)
    con_tarjeta = [leida for leida in leidas if leida.datos["huella"]]
    propias = tarjetas.conocidas(sesion, con_tarjeta)
    sueltas = {
        visitas.llave_de("suelta", leida.llave): leida.llave for leida in leidas if not leida.datos["huella"]
    }
    pares = {
        leida.llave: (hay[leida.datos["donde"]][0], propias[leida.datos["huella"]].id)
        for leida in con_tarjeta
        if leida.datos["donde"] in hay and leida.datos["huella"] in propias
    }
    figuran = visitas.presentes(sesion, list(pares.values())) if pares else {}
    halladas: dict[Llave, Guardada] = {
        llave: Guardada({}, anulada=figuran[par]) for llave, par in pares.items() if par in figuran
    }
    orden = select(Asistencia.llave_de_importacion, Asistencia.anulada_en)
    for propia, anulada in sesion.execute(orden.where(Asistencia.llave_de_importacion.in_(sueltas))):
        halladas[sueltas[propia or ""]] = Guardada({}, anulada=anulada is not None)
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Cada asistencia en su actividad, que se crea cerrada si no estaba; y lo que respondieron."""
    hay = _actividades(sesion, leidas)
    ids: dict[Any, int] = {donde: propia for donde, (propia, _) in hay.items()}
    for leida in leidas:
        donde = leida.datos["donde"]
        if donde not in ids:
            datos = {campo: leida.datos[campo] for campo in ("fecha", "lugar", "localidad")}
            nueva = armar(
                sesion, tipo_de(donde[3]), datos, estado=CERRADA, origen="importada", creada_por=quien
            )
            ids[donde] = nueva.id
    sitios = {leida.linea: ids[leida.datos["donde"]] for leida in leidas}
    presentes = visitas.registrar(sesion, leidas, sitios, quien)
    respuestas.guardar(sesion, leidas, presentes)


TIPO = TipoDeImportacion(
    clave="asistencias",
    nombre="Asistencias de personas",
    columnas=(
        Columna("fecha", "El día de la actividad."),
        Columna("lugar", "Dónde fue. Si no hay una actividad así, se crea cerrada."),
        Columna("localidad", "Nombre o código (03)."),
        Columna("tipo", "jornada, casa_de_todas o encuentro."),
        Columna("credencial", "El código de la tarjeta, o vacía si asistió sin ella."),
        Columna("rango_edad", "18-28, 29-59, 60+ o sin información.", obligatoria=False),
        Columna("genero", "Como ella dijo, de la lista.", obligatoria=False),
        Columna(
            "consentimiento", "sí o no: si se pueden guardar sus respuestas. Vacía es sí.", obligatoria=False
        ),
    ),
    reconoce=(
        "Una asistencia con tarjeta ya está si esa tarjeta figura en la actividad (día, lugar, localidad y "
        "tipo). Sin tarjeta se cuentan las filas iguales del archivo: repetir el archivo no añade ninguna."
    ),
    leer=leer,
    guardadas=guardadas,
    revisar=revisar,
    crear=crear,
)
