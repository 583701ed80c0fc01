"""De qué hechos sale cada casilla de las tablas que cuentan personas: lo que su edición pública protege."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from registro.actividades.tipos import TIPOS
from registro.errores import ErrorDeRegistro
from registro.indicadores.consultas import atendidas, realizadas
from registro.indicadores.consultas.alcance import CON_ATENCIONES, Alcance
from registro.indicadores.contados import ASISTENCIAS, ATENCIONES, CANTIDADES, GESTIONES, INSTITUCIONAL
from registro.informes.catalogo.claves import areas_y_clases, etiquetas, grupos_de_encuentros
from registro.informes.catalogo.divulga import Divulga, Posicion, Referencia, Repartir, Reparto
from registro.informes.catalogo.excluidas import SIN_PERSONA, para_publicar
from registro.informes.parametros import PRIMERA_VIGENCIA, Parametros
from registro.informes.publicas.sumar import Cuadro, Filtros
from registro.seguridad.divulgacion.publicada import PERSONAS, TOTAL, Eje
from registro.tabla import Tabla

ASISTEN = "asistencias"
DE_DELEGADAS = "zesai"  # quién vino a una mesa lo dice su acta, que es pública


def _periodo(parametros: Parametros, *otros: tuple[str, Iterable[str]]) -> Filtros:
    """Los meses que entran, la localidad y lo demás."""
    filtros = {base: frozenset(valores) for base, valores in otros}
    hasta = parametros.hasta
    if hasta is not None:
        filtros["mes"] = meses_hasta(parametros.vigencia or PRIMERA_VIGENCIA, hasta)
    if parametros.localidad:
        filtros["localidad"] = frozenset({parametros.localidad})
    return tuple(sorted(filtros.items()))


def meses_hasta(desde: int, hasta: date) -> frozenset[str]:
    """Los meses desde el comienzo de una vigencia. Lo público se corta a fin de mes.

    :raises ErrorDeRegistro: el corte es otro día: restando dos cortes cercanos se conocería a alguien.
    """
    if hasta.day != monthrange(hasta.year, hasta.month)[1]:
        raise ErrorDeRegistro(
            "La edición pública de esta tabla se corta a fin de mes, para que restando dos cortes "
            "no se conozca a nadie. Cambie el corte por el último día de un mes. No se publicó nada.",
            "corte",
        )
    return frozenset(_meses(desde, hasta))


def _meses(desde: int, hasta: date) -> Iterable[str]:
    for vigencia in range(desde, hasta.year + 1):
        ultimo = 12 if vigencia < hasta.year else hasta.month
        yield from (f"{vigencia}-{mes:02d}" for mes in range(1, ultimo + 1))
        if date(vigencia, 12, 31) <= hasta:
            yield str(vigencia)  # lo que de ese año no tiene mes


def _columna(columna: int, claves: Sequence[str], cuadro: int = 0) -> dict[Posicion, tuple[Referencia, ...]]:
    """Una columna que suma su total, una fila por clave."""
    return {(fila, columna): ((cuadro, (clave,)),) for fila, clave in enumerate((*claves, TOTAL))}


def _sueltas(base: str, claves: Iterable[str]) -> Eje:
    return Eje(base, tuple((clave, frozenset({clave})) for clave in claves))


def _por_actividad(tipo: str, columna: int) -> Repartir:
    """Una fila por actividad de un tipo."""
    universo = INSTITUCIONAL if TIPOS[tipo].institucional else ASISTENCIAS

    def repartir(parametros: Parametros, _tabla: Tabla) -> Reparto:
        cuales = [hecho.uuid for hecho in realizadas.de_tipo(parametros.alcance(), tipo)]
        if not cuales:
            return Reparto()
        filtros = _periodo(parametros, ("tipo", [tipo]))
        cuadro = Cuadro(universo, ASISTEN, (_sueltas("actividad", cuales),), filtros)
        return Reparto((cuadro,), _columna(columna, cuales))

    return repartir


def _encuentros(parametros: Parametros, _tabla: Tabla) -> Reparto:
    """Quienes participaron y lo que dejó, si son unidades enteras; de uno oculto no se dice nada."""
    grupos = grupos_de_encuentros(realizadas.de_tipo(parametros.alcance(), "encuentro"))
    if not grupos:
        return Reparto()
    claves = ["|".join(par) for par in grupos]
    de_cada_una = zip(claves, grupos.values(), strict=True)
    eje = Eje("actividad", tuple((clave, frozenset(h.uuid for h in suyos)) for clave, suyos in de_cada_una))
    filtros = _periodo(parametros, ("tipo", ["encuentro"]))
    cuadros = (
        Cuadro(ASISTENCIAS, ASISTEN, (eje,), filtros),
        Cuadro(CANTIDADES, ASISTEN, (eje,), filtros, con_total=False),
    )
    enteras = {
        (fila, 3): ((1, (clave,)),)
        for fila, (clave, suyos) in enumerate(zip(claves, grupos.values(), strict=True))
        if all(_entera(hecho.propios["cantidad"]) for hecho in suyos)
    }
    siguen = {(fila, 3): (fila, 2) for fila in range(len(claves))}
    return Reparto(cuadros, _columna(2, claves) | enteras, siguen)


def _entera(cantidad: object) -> bool:
    return not isinstance(cantidad, Decimal) or cantidad == cantidad.to_integral_value()


def _actividades(parametros: Parametros, tabla: Tabla) -> Reparto:
    """Cada tipo con los suyos: las asistencias de personas y las institucionales se protegen por aparte."""
    tipos = realizadas.tipos_de(parametros.tipo)
    filas = {tipo: fila for fila, tipo in enumerate(tipos)}
    cuadros: list[Cuadro] = []
    celdas: dict[Posicion, tuple[Referencia, ...]] = {}
    totales: list[Referencia] = []
    for universo in (ASISTENCIAS, INSTITUCIONAL):
        institucional = universo == INSTITUCIONAL
        propios = [t for t in tipos if TIPOS[t].institucional == institucional and t != DE_DELEGADAS]
        if propios:
            filtros = _periodo(parametros, ("tipo", propios))
            celdas |= {(filas[t], 3): ((len(cuadros), (t,)),) for t in propios}
            totales.append((len(cuadros), (TOTAL,)))
            cuadros.append(Cuadro(universo, ASISTEN, (_sueltas("tipo", propios),), filtros))
    de_la_mesa = tabla.filas[filas[DE_DELEGADAS]][3].valor if DE_DELEGADAS in filas else 0
    ultima = (len(tipos), 3)
    fijas = {ultima: de_la_mesa if isinstance(de_la_mesa, int) else 0}
    return Reparto(tuple(cuadros), celdas | {ultima: tuple(totales)}, fijas=fijas)


def _areas(claves: Iterable[str]) -> Eje:
    """Cada área con todas sus clases, las de hoy y las que tuvo."""
    pares = areas_y_clases(atendidas.por_clase(Alcance()))
    return Eje(
        "clase", tuple((area, frozenset(f"{a}|{c}" for a, c in pares if a == area)) for area in claves)
    )


def _de_la_casa(parametros: Parametros) -> Filtros:
    return _periodo(parametros, ("tipo", CON_ATENCIONES))


def _atenciones(parametros: Parametros, _tabla: Tabla) -> Reparto:
    """Las atenciones de cada área y las mujeres distintas que las recibieron."""
    de_cada_una, _ = atendidas.por_area(parametros.alcance())
    areas = list(etiquetas("area", set(de_cada_una)))
    eje, filtros = _areas(areas), _de_la_casa(parametros)
    cuadros = tuple(Cuadro(ATENCIONES, medida, (eje,), filtros) for medida in (ASISTEN, PERSONAS))
    return Reparto(cuadros, _columna(1, areas) | _columna(2, areas, 1))


def _por_clase(parametros: Parametros, _tabla: Tabla) -> Reparto:
    pares = [f"{area}|{clase}" for area, clase in areas_y_clases(atendidas.por_clase(parametros.alcance()))]
    cuadro = Cuadro(ATENCIONES, ASISTEN, (_sueltas("clase", pares),), _de_la_casa(parametros))
    return Reparto((cuadro,), _columna(2, pares))


def _por_modalidad(parametros: Parametros, _tabla: Tabla) -> Reparto:
    contadas = atendidas.por_modalidad(parametros.alcance())
    areas = list(etiquetas("area", {area for area, _ in contadas}))
    modalidades = list(etiquetas("modalidad", {modalidad for _, modalidad in contadas}))
    ejes = _areas(areas), _sueltas("modalidad", modalidades)
    celdas = {
        (fila, columna): ((0, (area, modalidad)),)
        for fila, area in enumerate((*areas, TOTAL))
        for columna, modalidad in enumerate((*modalidades, TOTAL), start=1)
    }
    return Reparto((Cuadro(ATENCIONES, ASISTEN, ejes, _de_la_casa(parametros)),), celdas)


def _de_catalogo(catalogo: str) -> Repartir:
    def repartir(parametros: Parametros, _tabla: Tabla) -> Reparto:
        contadas = atendidas.por_gestion(parametros.alcance(), catalogo)
        claves = [f"{catalogo}|{clave}" for clave in etiquetas(catalogo, set(contadas))]
        filtros = _periodo(parametros, ("tipo", CON_ATENCIONES), ("gestion", claves))
        cuadro = Cuadro(GESTIONES, ASISTEN, (_sueltas("gestion", claves),), filtros)
        return Reparto((cuadro,), _columna(1, claves))

    return repartir


def _de_la_casa_en_publico(notas: tuple[str, ...]) -> tuple[str, ...]:
    return para_publicar(notas, f"{SIN_PERSONA}.")


DE_LO_HECHO = "cuentan lo que el equipo hizo, no a quién"
JORNADAS = Divulga(
    *(("Día",), "es la fecha", ("Asistentes",)), repartir=_por_actividad("jornada", 4), notas=para_publicar
)
MEBOG = Divulga(("Sesiones",), DE_LO_HECHO, ("Participantes",), repartir=_por_actividad("mebog", 1))
ACTIVIDADES = Divulga(
    *(("Actividades", "Sesiones"), DE_LO_HECHO, ("Asistencias",)),
    repartir=_actividades,
    notas=para_publicar,
)
ENCUENTROS = Divulga(
    *(("Encuentros",), DE_LO_HECHO, ("Participantes", "Cantidad")),
    repartir=_encuentros,
    notas=para_publicar,
)
ATENCIONES_POR_AREA = Divulga(
    cuentan=("Atenciones", "Mujeres"), repartir=_atenciones, notas=_de_la_casa_en_publico
)
POR_CLASE = Divulga(cuentan=("Atenciones",), repartir=_por_clase)
POR_MODALIDAD = Divulga(cuentan=("todas",), repartir=_por_modalidad)
ACTUACIONES = Divulga(cuentan=("Veces",), repartir=_de_catalogo("actuacion"))
GESTIONES_HECHAS = Divulga(cuentan=("Veces",), repartir=_de_catalogo("gestion"))
