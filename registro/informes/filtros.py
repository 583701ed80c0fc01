"""Entre qué se puede elegir al mirar una tabla: las vigencias, cortes, lugares y semestres que hay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from registro.actividades.tipos import TIPOS
from registro.catalogos.consultas import localidades
from registro.fechas import Semestre, fecha_larga, hoy
from registro.indicadores.consultas.alcance import primera_y_ultima, vigencias_con_algo
from registro.indicadores.consultas.avances import vigencias_del_plan
from registro.indicadores.consultas.plan import sectores_con_productos
from registro.indicadores.consultas.rangos import conjuntos
from registro.informes.catalogo.declaracion import Declaracion
from registro.informes.parametros import Parametros
from registro.instancias.consultas import instancias
from registro.recordadas import recordar

Opciones = Sequence[tuple[str, str]]
DeTabla = tuple[tuple[str, str, Opciones], ...]
TRIMESTRES = ((3, 31), (6, 30), (9, 30), (12, 31))
ETIQUETAS = {
    "vigencia": "Vigencia",
    "corte": "Corte",
    "localidad": "Localidad",
    "tipo": "Tipo",
    "sector": "Sector",
    "instancia": "Instancia",
    "semestre": "Semestre",
    "reglas": "Reglas",
}


def opciones(declarada: Declaracion, parametros: Parametros) -> DeTabla:
    """Cada filtro de la tabla: su nombre, su etiqueta y lo que se puede elegir."""
    return recordar(("filtros", declarada.nombre, parametros), lambda: _opciones(declarada, parametros))


def _opciones(declarada: Declaracion, parametros: Parametros) -> DeTabla:
    halladas = (
        (nombre, ETIQUETAS[nombre], tuple(_OPCIONES[nombre](parametros)))
        for nombre in declarada.filtros
        if nombre not in declarada.callados
    )
    supone = declarada.completar(Parametros()).dados
    return tuple(
        (nombre, etiqueta, tuple(una for una in todas if una[0]) if nombre in supone else todas)
        for nombre, etiqueta, todas in halladas
    )


def del_plan(parametros: Parametros) -> list[tuple[str, Opciones]]:
    """Vigencia (sin «todas»: el cumplimiento es de una), corte y reglas.

    Entre la primera y la que corre están todas: de alguna puede saberse sólo lo acumulado.
    """
    extremos = [*vigencias_del_plan(), hoy().year]
    seguidas = range(min(extremos), max(extremos) + 1)
    conocidas = {*seguidas, *([parametros.vigencia] if parametros.vigencia else [])}
    anuales = [(str(vigencia), str(vigencia)) for vigencia in sorted(conocidas, reverse=True)]
    return [("vigencia", anuales), ("corte", _de_corte(parametros)), ("reglas", _de_reglas(parametros))]


def vigencias() -> list[int]:
    """Los años con actividades realizadas, del más reciente al más antiguo."""
    return list(recordar("vigencias", lambda: tuple(vigencias_con_algo())))


def vigencias_con_balance() -> list[int]:
    """Los años con actividades, metas o cifras, hasta el que corre, del más reciente al más antiguo."""
    del_plan = (vigencia for vigencia in vigencias_del_plan() if vigencia <= hoy().year)
    return sorted({*vigencias(), *del_plan}, reverse=True)


def vigencia_de_entrada() -> int | None:
    """La última que ya terminó y, si no hay, la que corre."""
    todas = vigencias()
    return next((vigencia for vigencia in todas if vigencia < hoy().year), todas[0] if todas else None)


def semestres() -> list[Semestre]:
    """Los que van de la primera sesión de una mesa a la última, del más reciente al más antiguo."""
    extremos = recordar("extremos de la mesa", lambda: primera_y_ultima("zesai") or ())
    if not extremos:
        return []
    primero, ultimo = (_semestre_de(dia) for dia in extremos)
    todos = [Semestre(v, n) for v in range(primero.vigencia, ultimo.vigencia + 1) for n in (1, 2)]
    return [semestre for semestre in reversed(todos) if primero <= semestre <= ultimo]


def semestres_hasta_hoy(con_sesiones: Sequence[Semestre]) -> list[Semestre]:
    """Los que siguen al último con sesiones, hasta el que corre, del más reciente al más antiguo."""
    corre = _semestre_de(hoy())
    if not con_sesiones:
        return [corre]
    todos = [Semestre(v, n) for v in range(con_sesiones[0].vigencia, corre.vigencia + 1) for n in (1, 2)]
    return [semestre for semestre in reversed(todos) if con_sesiones[0] < semestre <= corre]


def _semestre_de(dia: date) -> Semestre:
    return Semestre(dia.year, 1 if dia.month <= 6 else 2)  # noqa: PLR2004 - medio año


def _de_vigencia(parametros: Parametros) -> Opciones:
    pedida = [parametros.vigencia] if parametros.vigencia else []
    todas = sorted({*vigencias(), *pedida}, reverse=True)
    return [("", "Todas"), *((str(vigencia), str(vigencia)) for vigencia in todas)]


def _de_corte(parametros: Parametros) -> Opciones:
    """Los fines de trimestre de la vigencia (o del semestre), más el que alguien haya escrito."""
    semestre = None if parametros.vigencia else parametros.semestre  # quien pide los dos mira la vigencia
    anual = parametros.vigencia or (int(semestre[:4]) if semestre else None)
    meses = Semestre.leer(semestre).meses if semestre else range(1, 13)
    cortes = [date(anual, mes, dia) for mes, dia in TRIMESTRES if mes in meses] if anual else []
    if parametros.corte and parametros.corte not in cortes:
        cortes.append(parametros.corte)
    fin = "Fin del semestre" if semestre else "Fin de la vigencia"
    sin_elegir = fin if anual else "Hasta hoy"
    return [("", sin_elegir), *((dia.isoformat(), fecha_larga(dia)) for dia in sorted(cortes))]


def _de_localidad(_parametros: Parametros) -> Opciones:
    return [("", "Todas"), *((ficha.codigo, ficha.nombre) for ficha in localidades())]


def _de_tipo(_parametros: Parametros) -> Opciones:
    return [("", "Todos"), *((clave, tipo.plural) for clave, tipo in TIPOS.items())]


def _de_sector(_parametros: Parametros) -> Opciones:
    return [("", "Todos"), *((nombre, nombre) for nombre in sectores_con_productos())]


def _de_instancia(_parametros: Parametros) -> Opciones:
    return [(ficha.sigla, ficha.sigla) for ficha in instancias()]


def _de_semestre(parametros: Parametros) -> Opciones:
    hallados = semestres()
    if parametros.semestre and Semestre.leer(parametros.semestre) not in hallados:
        hallados.append(Semestre.leer(parametros.semestre))
    return [(str(semestre), semestre.nombre.capitalize()) for semestre in hallados]


def _de_reglas(_parametros: Parametros) -> Opciones:
    return [("", "Las que rigen"), *((uno.clave, uno.nombre) for uno in conjuntos())]


_OPCIONES: dict[str, Callable[[Parametros], Opciones]] = {
    "vigencia": _de_vigencia,
    "corte": _de_corte,
    "localidad": _de_localidad,
    "tipo": _de_tipo,
    "sector": _de_sector,
    "instancia": _de_instancia,
    "semestre": _de_semestre,
    "reglas": _de_reglas,
}
