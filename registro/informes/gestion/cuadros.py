"""Las tablas del informe como caben en el papel: una matriz muy ancha se parte por meses. Puro."""

from collections.abc import Sequence
from dataclasses import replace

from registro.matrices.zesai import SemestreDeMesa, realizadas
from registro.tabla import SIN_DATO, Celda, Columna, Fila, Tabla

ROTULOS = 4  # Sector, Entidad, Puesto y Rol
SESIONES_POR_HOJA = 16
DE_ROTULOS = (2.8, 5.6, 2.6, 0.7)
DE_SESION = 1.35
CLASES = {"ordinaria": "Ordinarias", "extraordinaria": "Extraordinarias"}


def por_meses(tabla: Tabla, cuantas: int = SESIONES_POR_HOJA) -> list[Tabla]:
    """La matriz de asistencia en trozos que caben en una hoja; un mes se parte sólo si solo no cabe.

    El total va en el último trozo.
    """
    final = len(tabla.columnas) - 1
    trozos = _trozos(tabla, range(ROTULOS, final), cuantas)
    if len(trozos) <= 1:
        return [tabla]
    partes = []
    for numero, lugares in enumerate(trozos, start=1):
        ultimo = [final] if numero == len(trozos) else []
        quedan = [*range(ROTULOS), *lugares, *ultimo]
        partes.append(
            replace(
                _columnas(tabla, quedan),
                titulo=f"{tabla.titulo} ({_meses(tabla, lugares)})",
                notas=tabla.notas if numero == len(trozos) else (),
            )
        )
    return partes


def anchos(tabla: Tabla) -> tuple[float, ...]:
    """Los rótulos con aire para leerse en pocos renglones, y las sesiones angostas e iguales."""
    return (*DE_ROTULOS, *(DE_SESION for _ in tabla.columnas[ROTULOS:]))


def _trozos(tabla: Tabla, lugares: range, cuantas: int) -> list[list[int]]:
    trozos: list[list[int]] = [[]]
    for mes in _por_mes(tabla, lugares):
        if trozos[-1] and len(trozos[-1]) + len(mes) > cuantas:
            trozos.append([])
        for lugar in mes:
            if len(trozos[-1]) == cuantas:
                trozos.append([])
            trozos[-1].append(lugar)
    return trozos


def _por_mes(tabla: Tabla, lugares: range) -> list[list[int]]:
    meses: list[list[int]] = []
    for lugar in lugares:
        if meses and tabla.columnas[meses[-1][0]].grupo == tabla.columnas[lugar].grupo:
            meses[-1].append(lugar)
        else:
            meses.append([lugar])
    return meses


def _meses(tabla: Tabla, lugares: Sequence[int]) -> str:
    nombres = list(dict.fromkeys(str(tabla.columnas[lugar].grupo).lower() for lugar in lugares))
    return nombres[0] if len(nombres) == 1 else f"{nombres[0]} a {nombres[-1]}"


def _columnas(tabla: Tabla, lugares: Sequence[int]) -> Tabla:
    def recortada(fila: Fila) -> Fila:
        return tuple(fila[lugar] for lugar in lugares)

    return Tabla(
        nombre=tabla.nombre,
        titulo=tabla.titulo,
        columnas=tuple(tabla.columnas[lugar] for lugar in lugares),
        filas=tuple(recortada(fila) for fila in tabla.filas),
        totales=None if tabla.totales is None else recortada(tabla.totales),
        fuente=tabla.fuente,
        corte=tabla.corte,
        reglas=tabla.reglas,
        notas=tabla.notas,
    )


def hechas_y_programadas(mesa: SemestreDeMesa, de: Tabla) -> Tabla:
    """Una celda por clase, siempre realizadas / programadas y en ese orden: «5/6», «2/0»."""
    celdas = tuple(
        Celda(f"{realizadas(mesa, clase)}/{mesa.programadas.get(clase, SIN_DATO)}") for clase in CLASES
    )
    return Tabla(
        nombre="sesiones_realizadas_y_programadas",
        titulo="Sesiones realizadas / programadas",
        columnas=tuple(Columna(f"Sesiones {nombre.lower()}") for nombre in CLASES.values()),
        filas=(celdas,),
        totales=None,
        fuente=de.fuente,
        corte=de.corte,
    )
