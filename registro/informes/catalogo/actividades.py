"""Las tablas de lo que se hizo: jornadas, sesiones MEBOG, mesas técnicas y el conjunto de las actividades."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from registro.actividades.tipos import TIPOS
from registro.catalogos.consultas import localidades
from registro.fechas import MESES, Fecha, Precision
from registro.indicadores import formulas
from registro.indicadores.consultas import realizadas
from registro.indicadores.hechos import Hecho, HechoDeActividad
from registro.informes.catalogo import excluidas, repartos
from registro.informes.catalogo.declaracion import (
    PERIODO,
    Declaracion,
    cifra,
    portada,
    resumir,
    textos,
)
from registro.informes.catalogo.divulga import libre
from registro.informes.parametros import Parametros
from registro.matrices.motor import SIN_REPETIR, Cruce, Renglon, cruzar
from registro.numeros import escribir
from registro.tabla import SIN_DATO, Celda, Columna, Fila, Tabla, TipoColumna

GRUPO = "Lo que se hizo"
REGLA = "asistencias = con tarjeta + sin tarjeta + lo declarado por el equipo que no alcanzó a leerse"
ENTERO = TipoColumna.ENTERO


def jornadas(parametros: Parametros) -> Tabla:
    """Cada jornada con su fecha, su lugar y sus asistentes."""
    hechos = realizadas.de_tipo(parametros.alcance(), "jornada")
    varias = _varias_vigencias(hechos)
    filas = [
        (
            *textos(_mes(hecho.fecha, varias=varias), _dia(hecho.fecha)),
            *textos(hecho.lugar or SIN_DATO, hecho.localidad or SIN_DATO),
            cifra(_asistencias([hecho]), actividad=hecho.uuid),
        )
        for hecho in hechos
    ]
    columnas = (
        *(Columna("Mes"), Columna("Día", ENTERO), Columna("Lugar"), Columna("Localidad")),
        Columna("Asistentes", ENTERO),
    )
    totales = (*textos("Total", "", "", ""), cifra(_asistencias(hechos)))
    notas = (*_callados(hechos, "jornada", "jornadas"), *_excesos(hechos))
    notas += excluidas.de_asistencias(parametros, "jornada")
    cubierta = portada(("jornadas", "Jornadas de servicios"), parametros, reglas=REGLA, notas=notas)
    return cubierta.tabla(columnas, filas, totales)


def mebog(parametros: Parametros) -> Tabla:
    """Cada registro de sesiones con una estación de policía."""
    hechos = realizadas.de_tipo(parametros.alcance(), "mebog")
    varias = _varias_vigencias(hechos)
    filas = [
        (
            Celda(str(hecho.propios["estacion"])),
            cifra(_asistencias([hecho]), actividad=hecho.uuid),
            cifra(hecho.sesiones, actividad=hecho.uuid, medida="sesiones"),
            Celda(_mes(hecho.fecha, varias=varias)),
        )
        for hecho in hechos
    ]
    columnas = (
        *(Columna("Estación"), Columna("Participantes", ENTERO), Columna("Sesiones", ENTERO)),
        Columna("Mes"),
    )
    totales: Fila = (
        *(Celda("Total"), cifra(_asistencias(hechos))),
        *(cifra(formulas.contar_sesiones(hechos), medida="sesiones"), Celda("")),
    )
    notas = (*_callados(hechos, "sesión", "sesiones"), *_excesos(hechos))
    notas += excluidas.sin_dia(parametros, "mebog")
    cubierta = portada(("mebog", "Sesiones con la MEBOG"), parametros, reglas=REGLA, notas=notas)
    return cubierta.tabla(columnas, filas, totales)


def mesas_tecnicas(parametros: Parametros) -> Tabla:
    """Cada mesa de acompañamiento técnico, por su número."""
    hechos = realizadas.de_tipo(parametros.alcance(), "mesa_tecnica")
    ordenadas = sorted(hechos, key=lambda hecho: (hecho.fecha.dia.year, _numero(hecho), hecho.id))
    filas = [
        (
            cifra(_numero(hecho), actividad=hecho.uuid),
            Celda(str(hecho.propios["entidad_o_sector"])),
            Celda(hecho.fecha.dia if hecho.fecha.precision is Precision.DIA else hecho.fecha.larga),
        )
        for hecho in ordenadas
    ]
    columnas = (Columna("N.º", ENTERO), Columna("Entidad o sector"), Columna("Fecha", TipoColumna.FECHA))
    ligadas = sum(hecho.jornada_id is not None for hecho in hechos)
    notas = (_tambien_jornadas(ligadas, "En un total de actividades se cuentan una vez."),) if ligadas else ()
    cubierta = portada(("mesas_tecnicas", "Mesas de acompañamiento técnico"), parametros, notas=notas)
    return cubierta.tabla(columnas, filas, None)


def actividades(parametros: Parametros) -> Tabla:
    """Cuánto se hizo de cada tipo; el total cuenta una vez la mesa que también es jornada."""
    alcance = parametros.alcance()
    por_tipo = {clave: realizadas.de_tipo(alcance, clave) for clave in realizadas.tipos_de(parametros.tipo)}
    hechos = [hecho for propios in por_tipo.values() for hecho in propios]
    filas = [
        (
            Celda(TIPOS[clave].plural),
            cifra(len(propios), tipo=clave),
            cifra(sum(hecho.sesiones for hecho in propios), tipo=clave, medida="sesiones"),
            cifra(_asistencias(propios), tipo=clave, medida="asistencias"),
        )
        for clave, propios in por_tipo.items()
    ]
    repetidas = formulas.repetidas(hechos)
    dobles = len(repetidas)
    una_vez = dict(SIN_REPETIR) if dobles else {}
    totales = (
        Celda("Total"),
        cifra(formulas.contar_actividades(hechos), **una_vez),
        cifra(formulas.contar_sesiones(hechos), medida="sesiones", **una_vez),
        cifra(_asistencias(hechos), medida="asistencias"),
    )
    columnas = (
        *(Columna("Tipo"), Columna("Actividades", ENTERO), Columna("Sesiones", ENTERO)),
        Columna("Asistencias", ENTERO),
    )
    de_dos = (_tambien_jornadas(dobles, "El total las cuenta una vez."),) if dobles else ()
    aparte = (hecho for hecho in hechos if hecho.id not in repetidas)
    notas = (*de_dos, *_callados(aparte, "sesión", "sesiones"))
    notas += excluidas.sin_dia(parametros, *por_tipo)
    notas += excluidas.de_asistencias(parametros, *por_tipo)
    cubierta = portada(("actividades", "Actividades por tipo"), parametros, reglas=REGLA, notas=notas)
    return cubierta.tabla(columnas, filas, totales)


def actividades_por_localidad(parametros: Parametros) -> Tabla:
    """Cuántas actividades de cada tipo hubo en cada localidad."""
    hechos = realizadas.todas(parametros.alcance(), parametros.tipo)
    dobles = formulas.repetidas(hechos)
    renglones = [Renglon(ficha.codigo, (ficha.nombre,)) for ficha in localidades()]
    if any(not hecho.localidad_codigo for hecho in hechos):
        renglones.append(Renglon("", ("Sin localidad",)))
    cruce = Cruce(
        por_fila="localidad",
        por_columna="tipo",
        rotulos=(Columna("Localidad"),),
        renglones=tuple(renglones),
        columnas=tuple(
            (clave, Columna(TIPOS[clave].plural, ENTERO)) for clave in realizadas.tipos_de(parametros.tipo)
        ),
        total=Columna("Total", ENTERO),
    )
    repartidos = (
        Hecho(1, {"localidad": h.localidad_codigo, "tipo": h.tipo}, h.fecha, repetido=h.id in dobles)
        for h in hechos
    )
    de_dos = (_tambien_jornadas(len(dobles), "El total las cuenta una vez."),) if dobles else ()
    notas = (*de_dos, *excluidas.sin_dia(parametros, *realizadas.tipos_de(parametros.tipo)))
    cubierta = portada(("actividades_por_localidad", "Actividades por localidad"), parametros, notas=notas)
    return cruzar(cubierta, cruce, repartidos)


def _asistencias(hechos: Sequence[HechoDeActividad]) -> int | str:
    """No informado no es cero."""
    informadas = formulas.asistencias_informadas(hechos)
    return SIN_DATO if informadas is None else informadas


def _callados(hechos: Iterable[HechoDeActividad], una: str, varias: str) -> tuple[str, ...]:
    """De cuántas no se sabe cuántas personas fueron; una fila histórica puede representar varias."""
    cuantas = sum(hecho.sesiones for hecho in hechos if formulas.sin_informar(hecho.conteos))
    if not cuantas:
        return ()
    de_cuantas = f"una {una}" if cuantas == 1 else f"{escribir(cuantas)} {varias}"
    remate = "no la incluye" if cuantas == 1 else "no las incluye"
    return (f"De {de_cuantas} no se sabe cuántas personas asistieron: el total {remate}.",)


def _varias_vigencias(hechos: Sequence[HechoDeActividad]) -> bool:
    return len({hecho.fecha.dia.year for hecho in hechos}) > 1


def _mes(fecha: Fecha, *, varias: bool) -> str:
    """«Marzo», o «Marzo de 2023» si la tabla mezcla vigencias."""
    if fecha.precision is Precision.ANIO:
        return SIN_DATO
    mes = MESES[fecha.dia.month - 1].capitalize()
    return f"{mes} de {fecha.dia.year}" if varias else mes


def _dia(fecha: Fecha) -> int | str:
    return fecha.dia.day if fecha.precision is Precision.DIA else SIN_DATO


def _numero(hecho: HechoDeActividad) -> int:
    return int(hecho.propios["numero"] or 0)


def _excesos(hechos: Sequence[HechoDeActividad]) -> tuple[str, ...]:
    """Donde se leyó más de lo declarado vale lo leído, y se avisa."""
    cuantos = sum(formulas.asistencias(hecho.conteos).excede for hecho in hechos)
    if not cuantos:
        return ()
    veces = "En una actividad" if cuantos == 1 else f"En {escribir(cuantos)} actividades"
    return (f"{veces} se leyeron más asistencias de las que el equipo declaró: vale lo leído.",)


def _tambien_jornadas(cuantas: int, remate: str) -> str:
    if cuantas == 1:
        return f"Una mesa técnica es también una jornada. {remate}"
    return f"{escribir(cuantas)} mesas técnicas son también jornadas. {remate}"


_de_lo_hecho = partial(Declaracion, grupo=GRUPO)
TABLAS = (
    _de_lo_hecho(
        nombre="jornadas",
        titulo="Jornadas de servicios",
        responde="Cuándo y dónde fue cada jornada y cuántas personas asistieron.",
        filtros=(*PERIODO, "localidad"),
        armar=jornadas,
        divulga=repartos.JORNADAS,
        resumen=resumir((4, "asistencia", "asistencias"), (None, "jornada", "jornadas")),
        fijo={"medida": "asistencias", "tipo": "jornada"},
    ),
    _de_lo_hecho(
        nombre="mebog",
        titulo="Sesiones con la MEBOG",
        responde="Con qué estaciones de policía hubo sesiones y cuántas personas participaron.",
        filtros=(*PERIODO, "localidad"),
        armar=mebog,
        divulga=repartos.MEBOG,
        resumen=resumir((1, "participante", "participantes"), (2, "sesión", "sesiones")),
        fijo={"medida": "asistencias", "tipo": "mebog"},
    ),
    _de_lo_hecho(
        nombre="mesas_tecnicas",
        titulo="Mesas de acompañamiento técnico",
        responde="Con qué entidad o sector fue cada mesa técnica.",
        filtros=PERIODO,
        armar=mesas_tecnicas,
        divulga=libre(repartos.DE_LO_HECHO),
        resumen=resumir((None, "mesa técnica", "mesas técnicas")),
        fijo={"medida": "actividades", "tipo": "mesa_tecnica"},
    ),
    _de_lo_hecho(
        nombre="actividades",
        titulo="Actividades por tipo",
        responde="Cuánto se hizo en total, contando cada actividad una vez.",
        filtros=(*PERIODO, "localidad", "tipo"),
        armar=actividades,
        divulga=repartos.ACTIVIDADES,
        resumen=resumir(
            (1, "actividad", "actividades"), (2, "sesión", "sesiones"), (3, "asistencia", "asistencias")
        ),
        fijo={"medida": "actividades"},
    ),
    _de_lo_hecho(
        nombre="actividades_por_localidad",
        titulo="Actividades por localidad",
        responde="A qué localidades se llegó y con qué.",
        filtros=(*PERIODO, "tipo"),
        armar=actividades_por_localidad,
        divulga=libre(repartos.DE_LO_HECHO),
        resumen=lambda _parametros, tabla: [
            (
                escribir(
                    sum(fila[-1].valor != 0 for fila in tabla.filas if fila[0].valor != "Sin localidad")
                ),
                "localidades con actividades",
            ),
        ],
        fijo={"medida": "actividades"},
    ),
)
