"""Lo que una actividad cuenta, en cifras y en una frase."""

from __future__ import annotations

from dataclasses import dataclass

from registro.actividades.consultas import FichaDeActividad
from registro.actividades.conteos import contadas, excede
from registro.asistencia import consultas as de_personas
from registro.asistencia import consultas_institucionales
from registro.numeros import escribir
from registro.tabla import SIN_DATO
from registro.web.presentacion import plural


@dataclass(frozen=True, slots=True)
class Cuentas:
    """Asistencias que cuentan, cómo se reparten y qué hay que mirar."""

    total: int
    partes: tuple[tuple[str, str], ...]
    aviso: str = ""
    por_revisar: int = 0


def cuentas_de(ficha: FichaDeActividad) -> Cuentas:
    """Las de cada tipo: delegadas por puesto, asistencia institucional, o de personas."""
    if ficha.tipo.con_delegadas:
        return _de_delegadas(ficha)
    if ficha.tipo.institucional:
        return _institucionales(ficha)
    contado = de_personas.conteo(ficha.id)
    partes = (
        (_asistencias(contado.total, contado.leidas, contado.declaradas), "asistencias"),
        (escribir(contado.nominales), "con tarjeta"),
        (escribir(contado.anonimas), "sin tarjeta"),
        (_o_sin_dato(contado.declaradas), "contadas a mano"),
    )
    return Cuentas(contado.total, partes, _aviso(contado.declaradas, contado.leidas), contado.por_revisar)


def _de_delegadas(ficha: FichaDeActividad) -> Cuentas:
    sesion = consultas_institucionales.sesion(ficha.uuid)
    lista = consultas_institucionales.lista(sesion)
    presentes = sum(fila.presente for fila in lista)
    otras = sum(registro.cantidad for registro in consultas_institucionales.otras(sesion))
    partes = (
        (f"{escribir(presentes)} de {escribir(len(lista))}", "puestos asistieron"),
        (escribir(otras), "otras personas"),
    )
    return Cuentas(presentes + otras, partes)


def _institucionales(ficha: FichaDeActividad) -> Cuentas:
    sesion = consultas_institucionales.sesion(ficha.uuid)
    leidas = sum(registro.cantidad for registro in consultas_institucionales.otras(sesion))
    total = contadas(leidas, ficha.declaradas)
    partes = (
        (_asistencias(total, leidas, ficha.declaradas), "asistencias"),
        (escribir(leidas), "registradas una por una"),
        (_o_sin_dato(ficha.declaradas), "contadas a mano"),
    )
    return Cuentas(total, partes, _aviso(ficha.declaradas, leidas))


def _asistencias(total: int, leidas: int, declaradas: int | None) -> str:
    """Donde nadie contó y nada se leyó no se sabe cuántas fueron: no son cero."""
    return SIN_DATO if declaradas is None and not leidas else escribir(total)


def _o_sin_dato(cantidad: int | None) -> str:
    return SIN_DATO if cantidad is None else escribir(cantidad)


def _aviso(declaradas: int | None, leidas: int) -> str:
    """«20 declaradas, 22 leídas: cuentan 22»."""
    if declaradas is None or not excede(leidas, declaradas):
        return ""
    return (
        f"{plural(declaradas, 'declarada', 'declaradas')}, {plural(leidas, 'leída', 'leídas')}: "
        f"cuentan {escribir(leidas)}. Revise cuál de las dos está bien."
    )
