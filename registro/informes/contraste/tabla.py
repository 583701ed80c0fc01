"""La tabla del contraste: las cifras publicadas que no son las calculadas, con su causa probable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from registro.errores import ErrorDeRegistro
from registro.fechas import fecha_larga
from registro.indicadores.consultas.publicadas import Publicada, publicadas
from registro.informes import filtros
from registro.informes.catalogo.declaracion import Declaracion, portada, resumir, textos
from registro.informes.catalogo.divulga import Divulga, Leer
from registro.informes.contraste.causas import Caso, coinciden, probable
from registro.informes.parametros import Parametros
from registro.numeros import escribir, redondear
from registro.tabla import OCULTO, SIN_DATO, Celda, Columna, Fila, Tabla, TipoColumna
from registro.textos import clave

NO_ESTA = "el registro no tiene esa cifra"
NO_APLICA = "—"
OTRA_TABLA = "tabla"  # en el filtro de una casilla: de qué tabla es la cifra
SEMESTRE = "-"  # «2020-1»: un semestre; «2023», una vigencia
_METAS = {  # de cada porcentaje, la meta sobre la que va y la que pudo usarse en su lugar
    "Cumplimiento %": ("Meta", "Meta acumulada"),
    "A la fecha %": ("Meta acumulada", "Meta"),
}
_TODOS = ("vigencia", "corte", "instancia", "semestre")


def contraste(parametros: Parametros) -> Tabla:
    """Cada diferencia con las dos cifras; la calculada se abre en sus registros."""
    return _armar(parametros, _exacta, con_otros_cortes=True)


def _para_publicar(parametros: Parametros, leer: Leer) -> Tabla:
    """La misma con lo calculado como se publica; de lo que se oculta no se dice ni si coincide."""
    return _armar(parametros, leer, con_otros_cortes=False)


def _exacta(nombre: str, parametros: Parametros) -> Tabla:
    from registro.informes import catalogo

    return catalogo.CATALOGO[nombre].armar(parametros)


def _armar(parametros: Parametros, leer: Leer, *, con_otros_cortes: bool) -> Tabla:
    completos = completar(parametros)
    todas, de_otro = _de_su_periodo(publicadas(), completos)
    tablas, sin_calcular = _calculadas({publicada.tabla for publicada in todas}, completos, leer)
    de_tablas = [publicada for publicada in todas if publicada.tabla in tablas]
    ocultas = [una for una in de_tablas if _se_oculta(una, tablas)]
    comparables = [una for una in de_tablas if una not in ocultas]
    donde = _Donde(comparables, tablas, completos if con_otros_cortes else None)
    filas = [fila for una in comparables for fila in _fila(una, donde)]
    filas += [
        textos(tablas[u.tabla].titulo, u.fila, u.columna, u.valor, OCULTO, OCULTO, NO_APLICA) for u in ocultas
    ]
    columnas = (
        *(Columna("Tabla"), Columna("Fila"), Columna("Columna")),
        *(Columna("Publicado", TipoColumna.DECIMAL), Columna("Calculado", TipoColumna.DECIMAL)),
        *(Columna("Diferencia", TipoColumna.DECIMAL), Columna("Causa probable")),
    )
    iguales = escribir(len(comparables) + len(ocultas) - len(filas))
    notas = (
        f"De {escribir(len(comparables))} cifras publicadas que se pueden comparar, {iguales} coinciden.",
        "La diferencia es lo calculado menos lo publicado. Lo calculado nunca se acomoda a lo publicado.",
        *(f"No se compara {nombre}: {motivo}" for nombre, motivo in sin_calcular.items()),
        *(f"No se comparan {escribir(n)} que se publicaron de {periodo}." for periodo, n in de_otro.items()),
    )
    cubierta = portada(
        ("contraste", "Contraste con lo publicado"), replace(completos, semestre=None), notas=notas
    )
    return cubierta.tabla(columnas, filas, None)


def completar(parametros: Parametros) -> Parametros:
    """Lo que no se dijo es lo último publicado; sin nada publicado, el último semestre con sesión."""
    periodos = {una.periodo for una in publicadas()}
    de_semestre = [uno for uno in periodos if SEMESTRE in uno] or [
        str(uno) for uno in filtros.semestres()[:1]
    ]
    anuales = [int(uno) for uno in periodos if uno and SEMESTRE not in uno]
    return replace(
        parametros,
        semestre=parametros.semestre or max(de_semestre, default=None),
        vigencia=parametros.vigencia or (None if parametros.corte else max(anuales, default=None)),
    )


def _de_su_periodo(todas: Iterable[Publicada], completos: Parametros) -> tuple[list[Publicada], Counter[str]]:
    """Las del período pedido o que no dicen cuál, y cuántas son de cada otro."""
    anual = completos.vigencia or (completos.corte.year if completos.corte else None)
    pedidos = {"", str(anual or ""), completos.semestre or ""}
    suyas = [una for una in todas if una.periodo in pedidos]
    return suyas, Counter(sorted(una.periodo for una in todas if una.periodo not in pedidos))


def solo_los_de(declarada: Declaracion, parametros: Parametros) -> Parametros:
    """Los parámetros que esa tabla toma."""
    ajenos = {campo.name for campo in fields(Parametros)} - set(declarada.filtros)
    return replace(parametros, **dict.fromkeys(ajenos))


def _se_oculta(una: Publicada, tablas: Mapping[str, Tabla]) -> bool:
    hallada = _hallar(tablas[una.tabla], una.fila, una.columna)
    return hallada is not None and hallada[0][hallada[1]].valor == OCULTO


def _calculadas(
    nombres: set[str], parametros: Parametros, leer: Leer
) -> tuple[dict[str, Tabla], dict[str, str]]:
    """Las tablas de las que hay algo publicado y, de las que no se pueden calcular, por qué."""
    from registro.informes import catalogo

    hechas: dict[str, Tabla] = {}
    motivos: dict[str, str] = {}
    for nombre in sorted(nombres):
        declarada = catalogo.CATALOGO.get(nombre)
        if declarada is None:
            motivos[nombre] = "ninguna tabla se llama así."
            continue
        try:
            hechas[nombre] = leer(nombre, solo_los_de(declarada, parametros))
        except ErrorDeRegistro as error:
            motivos[nombre] = error.mensaje
    return hechas, motivos


@dataclass(frozen=True, slots=True)
class _Donde:
    """Con qué se compara; sin parámetros no se buscan causas en otros cortes."""

    todas: list[Publicada]
    tablas: Mapping[str, Tabla]
    parametros: Parametros | None


def _fila(una: Publicada, donde: _Donde) -> Iterator[Fila]:
    tabla, parametros = donde.tablas[una.tabla], donde.parametros
    hallada = _hallar(tabla, una.fila, una.columna)
    celda = None if hallada is None else hallada[0][hallada[1]]
    if hallada is None or celda is None or not isinstance(celda.valor, int | Decimal):
        calculado = SIN_DATO if celda is None else str(celda.valor)
        yield textos(tabla.titulo, una.fila, una.columna, una.valor, calculado, NO_APLICA, NO_ESTA)
        return
    fila, lugar = hallada
    valor, columna = Decimal(celda.valor), tabla.columnas[lugar]
    es_porcentaje = columna.tipo is TipoColumna.PORCENTAJE
    if coinciden(una.valor, valor, es_porcentaje=es_porcentaje):
        return
    caso = replace(
        Caso(una.valor, valor, es_porcentaje, _vecinas(una, donde.todas, tabla, fila)),
        componentes=_componentes(tabla, fila, lugar),
        **_denominadores(tabla, fila, columna.titulo),
        otros_cortes=lambda: _otros_cortes(una, parametros) if parametros else {},
    )
    escrito = redondear(valor) if es_porcentaje else valor
    yield (
        *textos(tabla.titulo, una.fila, una.columna, una.valor),
        Celda(escrito, _filtro(una.tabla, celda)),
        *textos(escrito - una.valor, probable(caso)),
    )


def _hallar(tabla: Tabla, nombre: str, titulo: str) -> tuple[Fila, int] | None:
    """La fila y el lugar de la columna que alguien publicó, con cualquier tilde o mayúscula."""
    lugares = [n for n, columna in enumerate(tabla.columnas) if clave(columna.titulo) == clave(titulo)]
    filas = [fila for fila in tabla.todas if clave(str(fila[0].valor)) == clave(nombre)]
    return (filas[0], lugares[0]) if filas and lugares else None


def _vecinas(
    una: Publicada, todas: list[Publicada], tabla: Tabla, fila: Fila
) -> dict[str, tuple[Decimal | None, Decimal]]:
    dichas = {
        clave(otra.columna): otra.valor
        for otra in todas
        if (otra.tabla, clave(otra.fila)) == (una.tabla, clave(una.fila))
    }
    return {
        columna.titulo: (dichas.get(clave(columna.titulo)), Decimal(celda.valor))
        for columna, celda in zip(tabla.columnas, fila, strict=True)
        if isinstance(celda.valor, int | Decimal) and clave(columna.titulo) != clave(una.columna)
    }


def _componentes(tabla: Tabla, fila: Fila, lugar: int) -> dict[str, Decimal]:
    """De un total, lo que suma cada fila."""
    if fila is not tabla.totales:
        return {}
    return {
        str(otra[0].valor): Decimal(valor)
        for otra in tabla.filas
        if isinstance(valor := otra[lugar].valor, int | Decimal)
    }


def _denominadores(tabla: Tabla, fila: Fila, titulo: str) -> dict[str, Any]:
    """Sobre qué se calculó y sobre qué otra cosa pudo calcularse: la otra meta, o todos los productos."""
    por_titulo = dict(zip((columna.titulo for columna in tabla.columnas), fila, strict=True))
    metas = [por_titulo[cual].valor for cual in _METAS.get(titulo, ()) if cual in por_titulo]
    numeros = [Decimal(meta) for meta in metas if isinstance(meta, int | Decimal)]
    if len(numeros) == 1 + 1:
        return {"contados": numeros[0], "otros": numeros[1:]}
    enteros = _enteros(tabla, fila)
    return {"contados": enteros[0], "otros": [sum(enteros, Decimal(0))]}


def _enteros(tabla: Tabla, fila: Fila) -> list[Decimal]:
    """Los conteos de la fila: el primero es sobre cuántos se calculó; los demás, los que quedaron fuera."""
    pares = zip(tabla.columnas, fila, strict=True)
    enteros = [
        Decimal(celda.valor)
        for columna, celda in pares
        if columna.tipo is TipoColumna.ENTERO and isinstance(celda.valor, int)
    ]
    return enteros or [Decimal(0)]


def _otros_cortes(una: Publicada, parametros: Parametros) -> dict[str, Decimal]:
    """La misma cifra al fin de cada trimestre de la vigencia y al fin de la anterior."""
    if parametros.vigencia is None:
        return {}
    anual = parametros.vigencia
    fechas = [(anual, date(anual, mes, dia)) for mes, dia in filtros.TRIMESTRES]
    halladas = {}
    for vigencia, corte in (*fechas, (anual - 1, date(anual - 1, 12, 31))):
        otros = replace(parametros, vigencia=vigencia, corte=corte)
        tabla = _calculadas({una.tabla}, otros, _exacta)[0].get(una.tabla)
        hallada = tabla and _hallar(tabla, una.fila, una.columna)
        if hallada and isinstance(valor := hallada[0][hallada[1]].valor, int | Decimal):
            halladas[fecha_larga(corte)] = Decimal(valor)
    return halladas


def _filtro(nombre: str, celda: Celda) -> tuple[tuple[str, str], ...] | None:
    """Cómo se abre la cifra en su propia tabla."""
    from registro.informes import catalogo

    if celda.filtro is None:
        return None
    completo = catalogo.CATALOGO[nombre].fijo | dict(celda.filtro)
    return ((OTRA_TABLA, nombre), *completo.items())


TABLAS = (
    Declaracion(
        nombre="contraste",
        titulo="Contraste con lo publicado",
        responde="Qué cifras publicadas no son las que se calculan, y por qué puede ser.",
        grupo="El cumplimiento",
        filtros=_TODOS,
        armar=contraste,
        completar=completar,
        divulga=Divulga(
            *(("Publicado",), "ya es público", ("Calculado",), ("Diferencia",)), de_publicas=_para_publicar
        ),
        resumen=resumir((None, "diferencia", "diferencias")),
        avisa=True,
    ),
)
