"""Encuentros: escuelas, cine, ferias, recorridos, entregas… con su cantidad y su unidad."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.base import Actividad
from registro.actividades.encuentro import TIPO as ENCUENTRO
from registro.actividades.estados import ANULADA, CERRADA
from registro.catalogos.consultas import opciones
from registro.errores import ErrorDeRegistro
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.conteos import asistentes, exacto
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.textos import clave

CATALOGO = "categoria_encuentro"


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Un encuentro; la fecha puede decir sólo el mes o el año."""
    fecha = memoria.fecha(fila)
    escrita = fila.obligatorio("categoria", 120)
    categoria = memoria.recordar(("categoria", clave(escrita)), lambda: _categoria(escrita, memoria))
    lugar = fila.texto("lugar")
    localidad = memoria.localidad(fila)
    cuanto = exacto(fila, "cantidad")
    unidad = fila.texto("unidad", 60)
    if cuanto is not None and not unidad:
        raise ErrorDeRegistro(
            "Hay una cantidad sin unidad: escriba de qué es (personas graduadas, condones…).", "unidad"
        )
    participantes = asistentes(fila, "participantes") if fila.texto("participantes") else None
    cifra = None if cuanto is None else f"{cuanto.normalize():f}"
    llave = (
        fecha.dia,
        fecha.precision.value,
        categoria,
        clave(lugar),
        localidad,
        cifra,
        clave(unidad),
        participantes,
    )
    datos = {
        "fecha": fecha,
        "categoria": categoria,
        "lugar": lugar,
        "localidad": localidad,
        "cantidad": cuanto,
        "unidad": unidad,
        "participantes": participantes,
    }
    parecida = clave(categoria) != clave(escrita)
    avisos = (f"«{escrita}» se tomó como «{categoria}».",) if parecida else ()
    return Leida(fila.linea, llave, {}, datos, avisos, por_orden=True)


def _categoria(escrita: str, memoria: Memoria) -> str:
    """La clave de la categoría; también la única que contiene lo escrito («cine» es «jornada de cine»).

    :raises ErrorDeRegistro: ninguna, o varias; la frase lista las que hay.
    """
    buscada = clave(escrita)
    parecidas = [ficha for ficha in opciones(CATALOGO) if buscada in clave(ficha.etiqueta)]
    if len(parecidas) == 1:
        return parecidas[0].clave
    return memoria.opcion(CATALOGO, escrita, "categoria").clave


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Los encuentros que ya entraron con esas mismas filas."""
    huellas = {huella(leida.llave): leida.llave for leida in leidas}
    filas = sesion.execute(
        select(Actividad.llave_de_importacion, Actividad.estado).where(
            Actividad.llave_de_importacion.in_(huellas)
        )
    )
    return {huellas[propia or ""]: Guardada({}, anulada=estado == ANULADA) for propia, estado in filas}


def huella(llave: Llave) -> str:
    """Lo que reconoce a la fila en la base."""
    return sha256(repr(("encuentro", *llave)).encode()).hexdigest()


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Entran cerrados; los participantes son su conteo, si los traía."""
    for leida in leidas:
        datos = dict(leida.datos)
        participantes = datos.pop("participantes")
        armar(
            sesion,
            ENCUENTRO,
            datos,
            conteos={} if participantes is None else {"": participantes},
            estado=CERRADA,
            origen="importada",
            creada_por=quien,
            llave=huella(leida.llave),
        )


TIPO = TipoDeImportacion(
    clave="encuentros",
    nombre="Encuentros",
    columnas=(
        Columna("fecha", "El día, el mes (2023-03) o sólo el año."),
        Columna("categoria", "Una de la lista de categorías."),
        Columna("lugar", "Dónde fue.", obligatoria=False),
        Columna("localidad", "Nombre o código (03).", obligatoria=False),
        Columna(
            "cantidad",
            "Lo que dejó: graduadas, condones, escenarios visitados. Admite 5,7.",
            obligatoria=False,
        ),
        Columna("unidad", "De qué es la cantidad.", obligatoria=False),
        Columna("participantes", "Cuántas personas participaron.", obligatoria=False),
    ),
    reconoce=(
        "Un encuentro se reconoce por todo su contenido. Dos filas iguales en el mismo archivo son dos "
        "encuentros; el mismo archivo otra vez no añade ninguno."
    ),
    leer=leer,
    guardadas=guardadas,
    crear=crear,
)
