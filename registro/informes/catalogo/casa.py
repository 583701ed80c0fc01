"""Las tablas de Casa de Todas: atenciones, clases, actuaciones, gestiones y encuentros."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from registro.catalogos.consultas import opciones
from registro.indicadores import formulas
from registro.indicadores.consultas import atendidas, realizadas
from registro.indicadores.hechos import HechoDeActividad
from registro.informes.catalogo import excluidas, repartos
from registro.informes.catalogo.claves import areas_y_clases, etiquetas, grupos_de_encuentros
from registro.informes.catalogo.declaracion import (
    PERIODO,
    Declaracion,
    cifra,
    portada,
    resumir,
    textos,
)
from registro.informes.parametros import Parametros
from registro.numeros import escribir
from registro.tabla import SIN_DATO, Celda, Columna, Fila, Tabla, TipoColumna, Valor

GRUPO = "Casa de Todas"
ENTERO = TipoColumna.ENTERO
NO_APLICA = "—"


def atenciones(parametros: Parametros) -> Tabla:
    """Atenciones y mujeres distintas por área; en el total, quien fue a dos áreas cuenta una vez."""
    de_cada_una, todas = atendidas.por_area(parametros.alcance())
    filas = [
        (
            Celda(etiqueta),
            cifra(una.atenciones, area=clave),
            cifra(una.mujeres, area=clave, medida="mujeres"),
        )
        for clave, etiqueta in etiquetas("area", set(de_cada_una)).items()
        for una in [de_cada_una.get(clave, atendidas.NINGUNA)]
    ]
    totales = (Celda("Total"), cifra(todas.atenciones), cifra(todas.mujeres, medida="mujeres"))
    columnas = (Columna("Área"), Columna("Atenciones", ENTERO), Columna("Mujeres", ENTERO))
    notas: tuple[str, ...] = ("En el total, una mujer atendida en dos áreas cuenta una vez.",)
    if todas.sin_persona:
        notas += (f"{excluidas.SIN_PERSONA}: {escribir(todas.sin_persona)}.",)
    notas += excluidas.nota(todas.calladas, "Mujeres")
    cubierta = portada(("atenciones", "Atenciones de Casa de Todas"), parametros, notas=notas)
    return cubierta.tabla(columnas, filas, totales)


def atenciones_por_clase(parametros: Parametros) -> Tabla:
    """Atenciones por área y clase, en el orden de los catálogos."""
    contadas = atendidas.por_clase(parametros.alcance())
    areas = etiquetas("area", {area for area, _ in contadas})
    clases = {(opcion.padre, opcion.clave): opcion.etiqueta for opcion in opciones("clase")}
    filas = [
        (
            *textos(areas[area], clases.get((area, clase), clase)),
            cifra(contadas.get((area, clase), 0), area=area, clase=clase),
        )
        for area, clase in areas_y_clases(contadas)
    ]
    columnas = (Columna("Área"), Columna("Clase"), Columna("Atenciones", ENTERO))
    totales = (*textos("Total", ""), cifra(sum(contadas.values())))
    cubierta = portada(("atenciones_por_clase", "Atenciones por clase"), parametros)
    return cubierta.tabla(columnas, filas, totales)


def atenciones_por_modalidad(parametros: Parametros) -> Tabla:
    """Atenciones de cada área, por modalidad."""
    contadas = atendidas.por_modalidad(parametros.alcance())
    areas = etiquetas("area", {area for area, _ in contadas})
    modalidades = etiquetas("modalidad", {modalidad for _, modalidad in contadas})
    filas = [
        (
            Celda(etiqueta),
            *(cifra(contadas.get((area, m), 0), area=area, modalidad=m) for m in modalidades),
            cifra(sum(contadas.get((area, m), 0) for m in modalidades), area=area),
        )
        for area, etiqueta in areas.items()
    ]
    por_modalidad = {m: sum(contadas.get((area, m), 0) for area in areas) for m in modalidades}
    totales = (
        Celda("Total"),
        *(cifra(por_modalidad[m], modalidad=m) for m in modalidades),
        cifra(sum(contadas.values())),
    )
    columnas = (
        Columna("Área"),
        *(Columna(etiqueta, ENTERO) for etiqueta in modalidades.values()),
        Columna("Total", ENTERO),
    )
    cubierta = portada(("atenciones_por_modalidad", "Atenciones por modalidad"), parametros)
    return cubierta.tabla(columnas, filas, totales)


def actuaciones(parametros: Parametros) -> Tabla:
    """Actuaciones jurídicas."""
    return _gestiones(parametros, "actuacion", ("actuaciones", "Actuaciones jurídicas"), "Actuación")


def gestiones(parametros: Parametros) -> Tabla:
    """Gestiones de trabajo social."""
    return _gestiones(parametros, "gestion", ("gestiones", "Gestiones de trabajo social"), "Gestión")


def _gestiones(parametros: Parametros, catalogo: str, declarada: tuple[str, str], rotulo: str) -> Tabla:
    contadas = atendidas.por_gestion(parametros.alcance(), catalogo)
    filas = [
        (Celda(etiqueta), cifra(contadas.get(clave, 0), gestion=clave))
        for clave, etiqueta in etiquetas(catalogo, set(contadas)).items()
    ]
    totales = (Celda("Total"), cifra(sum(contadas.values())))
    columnas = (Columna(rotulo), Columna("Veces", ENTERO))
    return portada(declarada, parametros).tabla(columnas, filas, totales)


def encuentros(parametros: Parametros) -> Tabla:
    """Encuentros por categoría, con la cantidad que dejaron en su unidad."""
    hechos = realizadas.de_tipo(parametros.alcance(), "encuentro")
    grupos = grupos_de_encuentros(hechos)
    categorias = etiquetas("categoria_encuentro", {categoria for categoria, _ in grupos})
    filas = [_fila_de_encuentros(categorias[par[0]], par, suyos) for par, suyos in grupos.items()]
    columnas = (
        *(Columna("Categoría"), Columna("Encuentros", ENTERO), Columna("Participantes", ENTERO)),
        *(Columna("Cantidad", TipoColumna.DECIMAL), Columna("Unidad")),
    )
    totales = (
        Celda("Total"),
        cifra(formulas.contar_sesiones(hechos)),
        cifra(_participantes(hechos), medida="asistencias"),
        *textos("", ""),
    )
    callados = sum(hecho.sesiones for hecho in hechos if formulas.sin_informar(hecho.conteos))
    notas: tuple[str, ...] = (
        (f"De {escribir(callados)} encuentros no se informó cuántas personas participaron.",)
        if callados
        else ()
    )
    notas += excluidas.sin_dia(parametros, "encuentro")
    notas += excluidas.de_asistencias(parametros, "encuentro")
    cubierta = portada(("encuentros", "Encuentros y otras actividades"), parametros, notas=notas)
    return cubierta.tabla(columnas, filas, totales)


def _fila_de_encuentros(etiqueta: str, par: tuple[str, str], hechos: Sequence[HechoDeActividad]) -> Fila:
    cual = {"categoria": par[0], "unidad": par[1]}
    cantidades = [h.propios["cantidad"] for h in hechos if isinstance(h.propios["cantidad"], Decimal)]
    suma: Valor = sum(cantidades, Decimal(0)) if cantidades else NO_APLICA
    return (
        Celda(etiqueta),
        cifra(sum(hecho.sesiones for hecho in hechos), **cual),
        cifra(_participantes(hechos), medida="asistencias", **cual),
        cifra(suma, medida="cantidad", **cual),
        Celda(par[1]),
    )


def _participantes(hechos: Sequence[HechoDeActividad]) -> int | str:
    """No informado no es cero."""
    asistencias = formulas.asistencias_informadas(hechos)
    return SIN_DATO if asistencias is None else asistencias


_de_la_casa = partial(Declaracion, grupo=GRUPO)
TABLAS = (
    _de_la_casa(
        nombre="atenciones",
        titulo="Atenciones de Casa de Todas",
        responde="Cuántas atenciones hubo en cada área y a cuántas mujeres distintas.",
        filtros=PERIODO,
        armar=atenciones,
        divulga=repartos.ATENCIONES_POR_AREA,
        resumen=resumir((1, "atención", "atenciones"), (2, "mujer distinta", "mujeres distintas")),
        fijo={"medida": "atenciones"},
    ),
    _de_la_casa(
        nombre="atenciones_por_clase",
        titulo="Atenciones por clase",
        responde="De qué clase fueron las atenciones de cada área.",
        filtros=PERIODO,
        armar=atenciones_por_clase,
        divulga=repartos.POR_CLASE,
        resumen=resumir((2, "atención", "atenciones")),
        fijo={"medida": "atenciones"},
    ),
    _de_la_casa(
        nombre="atenciones_por_modalidad",
        titulo="Atenciones por modalidad",
        responde="Cuántas atenciones fueron presenciales y cuántas no.",
        filtros=PERIODO,
        armar=atenciones_por_modalidad,
        divulga=repartos.POR_MODALIDAD,
        resumen=resumir((-1, "atención", "atenciones")),
        fijo={"medida": "atenciones"},
    ),
    _de_la_casa(
        nombre="actuaciones",
        titulo="Actuaciones jurídicas",
        responde="Qué se hizo en los casos del área jurídica.",
        filtros=PERIODO,
        armar=actuaciones,
        divulga=repartos.ACTUACIONES,
        resumen=resumir((1, "actuación", "actuaciones")),
        fijo={"medida": "gestiones", "catalogo": "actuacion"},
    ),
    _de_la_casa(
        nombre="gestiones",
        titulo="Gestiones de trabajo social",
        responde="Qué se gestionó con otras entidades.",
        filtros=PERIODO,
        armar=gestiones,
        divulga=repartos.GESTIONES_HECHAS,
        resumen=resumir((1, "gestión", "gestiones")),
        fijo={"medida": "gestiones", "catalogo": "gestion"},
    ),
    _de_la_casa(
        nombre="encuentros",
        titulo="Encuentros y otras actividades",
        responde="Cuántos encuentros hubo de cada categoría y qué dejaron.",
        filtros=(*PERIODO, "localidad"),
        armar=encuentros,
        divulga=repartos.ENCUENTROS,
        resumen=resumir((1, "encuentro", "encuentros"), (2, "participante", "participantes")),
        fijo={"medida": "sesiones", "tipo": "encuentro"},
    ),
)
