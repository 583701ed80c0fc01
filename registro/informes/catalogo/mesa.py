"""Las matrices del informe de gestión de una instancia, de un semestre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeAlias

from registro.errores import ErrorDeRegistro, TodaviaNada
from registro.fechas import Semestre
from registro.informes import filtros
from registro.informes.catalogo.declaracion import REGISTROS, Declaracion
from registro.informes.catalogo.divulga import libre
from registro.informes.parametros import Parametros
from registro.instancias.consultas import instancias, resolver_instancia
from registro.instancias.fichas import FichaDeInstancia
from registro.matrices import participacion, zesai
from registro.matrices.consultas import semestre_de_mesa
from registro.matrices.motor import Portada
from registro.matrices.zesai import SemestreDeMesa
from registro.numeros import escribir, escribir_porcentaje
from registro.recordadas import recordada
from registro.tabla import SIN_DATO, Tabla
from registro.textos import unir

GRUPO = "Mesas e instancias"
FILTROS = ("instancia", "semestre", "corte")
SEMESTRES = 4  # dos años
TODOS = "todos"


def con_semestre(parametros: Parametros) -> Parametros:
    """El pedido o el último que tuvo sesión.

    :raises ErrorDeRegistro: todavía no hay ninguna.
    """
    if parametros.semestre:
        return parametros
    hallados = filtros.semestres()
    if not hallados:
        raise TodaviaNada(
            "Todavía no hay sesiones de la mesa. "
            "Cuando la secretaría registre la primera, esta tabla la muestra."
        )
    return replace(parametros, semestre=str(hallados[0]))


def pedida(parametros: Parametros) -> tuple[FichaDeInstancia, Semestre]:
    """La instancia y el semestre que se pidieron; si sólo hay una instancia, es esa.

    :raises ErrorDeRegistro: falta decir cuál, o no existe.
    """
    if parametros.instancia:
        ficha = resolver_instancia(parametros.instancia)
    else:
        todas = instancias()
        if len(todas) != 1:
            siglas = unir([instancia.sigla for instancia in todas]) or "ninguna todavía"
            raise ErrorDeRegistro(f"Falta decir de qué instancia. Las registradas: {siglas}.", "instancia")
        ficha = todas[0]
    if not parametros.semestre:
        raise ErrorDeRegistro("Falta decir de qué semestre. Escríbalo así: 2020-1.", "semestre")
    return ficha, Semestre.leer(parametros.semestre, "semestre")


@recordada
def leer(parametros: Parametros) -> SemestreDeMesa:
    """Lo que pasó en la mesa hasta el corte."""
    ficha, semestre = pedida(parametros)
    return semestre_de_mesa(ficha.id, semestre, parametros.hasta or semestre.fin)


def _armar(
    declarada: tuple[str, str], construir: Callable[[Portada, SemestreDeMesa], Tabla]
) -> Callable[[Parametros], Tabla]:
    nombre, titulo = declarada

    def armar(parametros: Parametros) -> Tabla:
        ficha, semestre = pedida(parametros)
        escrito = f"{titulo}, {ficha.sigla}, {semestre.nombre}"
        cubierta = Portada(nombre, escrito, REGISTROS, parametros.corte_escrito)
        return construir(cubierta, leer(parametros))

    return armar


def resumen(parametros: Parametros, _tabla: Tabla) -> list[tuple[str, str]]:
    """Lo primero que se pregunta de un semestre, igual en las tres matrices."""
    mesa = leer(parametros)
    abordadas = len(mesa.funciones) - len(zesai.sin_abordar(mesa))
    cifras = [
        (_de(mesa, zesai.ORDINARIA), "ordinarias realizadas / programadas"),
        (_de(mesa, zesai.EXTRAORDINARIA), "extraordinarias"),
        (f"{abordadas} de {len(mesa.funciones)}", "funciones abordadas"),
    ]
    posibles = zesai.posibles(mesa)
    if posibles:
        parte = escribir_porcentaje(Decimal(100 * len(mesa.presencias)) / posibles, 0)
        cifras.append((parte, "asistencia de integrantes"))
    return cifras


def _de(mesa: SemestreDeMesa, clase: str) -> str:
    programadas = mesa.programadas.get(clase)
    hechas = escribir(zesai.realizadas(mesa, clase))
    return f"{hechas} / {SIN_DATO if programadas is None else escribir(programadas)}"


def _por_semestre(parametros: Parametros) -> Tabla:
    """El semestre pedido y los anteriores, hasta completar dos años."""
    ficha, semestre = pedida(parametros)
    mesas = [_del(ficha, uno, parametros) for uno in participacion.semestres_hasta(semestre, SEMESTRES)]
    titulo = f"Asistencia de cada entidad por semestre, {ficha.sigla}, hasta el {semestre.nombre}"
    cubierta = Portada("entidades_por_semestre", titulo, REGISTROS, parametros.corte_escrito)
    return participacion.entidades_por_semestre(cubierta, mesas)


def leer_semestre(parametros: Parametros, cual: str) -> list[SemestreDeMesa]:
    """El que se nombra o, con «todos», los que muestra la tabla por semestre."""
    ficha, semestre = pedida(parametros)
    cuales = (
        participacion.semestres_hasta(semestre, SEMESTRES)
        if cual == TODOS
        else [Semestre.leer(cual, "semestre")]
    )
    return [_del(ficha, uno, parametros) for uno in cuales]


def _del(ficha: FichaDeInstancia, semestre: Semestre, parametros: Parametros) -> SemestreDeMesa:
    return semestre_de_mesa(ficha.id, semestre, min(parametros.hasta or semestre.fin, semestre.fin))


Dicho: TypeAlias = tuple[str, str, str]  # nombre, título y qué responde


def _matriz(dicho: Dicho, armar: Callable[[Parametros], Tabla], **otros: Any) -> Declaracion:
    """La declaración de una matriz; lo común a todas se dice aquí."""
    nombre, titulo, responde = dicho
    comunes: dict[str, Any] = {
        "grupo": GRUPO,
        "filtros": FILTROS,
        "completar": con_semestre,
        "resumen": resumen,
        "divulga": libre("dice qué entidades vinieron a una mesa, como su acta: nada de personas atendidas"),
        "fijo": {"medida": "presencias"},
    }
    return Declaracion(nombre=nombre, titulo=titulo, responde=responde, armar=armar, **comunes | otros)


def _del_semestre(
    dicho: Dicho, construir: Callable[[Portada, SemestreDeMesa], Tabla], **otros: Any
) -> Declaracion:
    """La de un solo semestre, que se construye con lo que pasó en él."""
    return _matriz(dicho, _armar(dicho[:2], construir), **otros)


TABLAS = (
    _del_semestre(
        ("asistencia_mesa", "Asistencia de integrantes", "Quién vino a cada sesión de la mesa."),
        zesai.asistencia_mesa,
        rejilla_desde=3,
    ),
    _del_semestre(
        ("funciones_mesa", "Funciones abordadas", "Qué funciones desarrolló la mesa y en qué días."),
        zesai.funciones_mesa,
        fijo={"medida": "funciones"},
        rejilla_desde=2,
        avisa=True,
    ),
    _del_semestre(
        (
            "sesiones_mesa",
            "Sesiones de la mesa",
            "Cuántas sesiones se hicieron y cuántas estaban programadas.",
        ),
        zesai.sesiones_mesa,
        fijo={"medida": "reuniones"},
    ),
    _del_semestre(
        (
            "entidades_por_funcion",
            "Entidades presentes por función",
            "Quién estuvo cuando se abordó cada función.",
        ),
        participacion.entidades_por_funcion,
        rejilla_desde=2,
    ),
    _matriz(
        (
            "entidades_por_semestre",
            "Asistencia de cada entidad por semestre",
            "Cómo ha venido cada entidad en los últimos dos años.",
        ),
        _por_semestre,
        rejilla_desde=2,
    ),
    _del_semestre(
        (
            "asistencia_por_rol",
            "Tasa de asistencia por rol",
            "De las asistencias posibles de cada rol, cuántas hubo.",
        ),
        participacion.asistencia_por_rol,
    ),
)
