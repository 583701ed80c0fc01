"""Sesiones de una instancia de coordinación: clase, funciones que desarrolló y motivo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.base import Actividad
from registro.actividades.estados import ANULADA, CERRADA
from registro.actividades.zesai import CLASES, SesionDeMesa
from registro.actividades.zesai import TIPO as SESION
from registro.errores import ErrorDeRegistro
from registro.extensiones import db
from registro.fechas import Fecha, fecha_larga
from registro.instancias import consultas
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.textos import abreviar, clave, unir

EXTRAORDINARIA = "extraordinaria"
MAXIMO_MOTIVO = 2000


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Una sesión; a una extraordinaria de la historia puede faltarle el motivo, y se avisa."""
    texto = fila.obligatorio("instancia", 400)
    instancia = memoria.recordar(("instancia", clave(texto)), lambda: consultas.resolver_instancia(texto))
    dia = memoria.dia(fila)
    clase = clave(fila.obligatorio("clase"))
    if clase not in CLASES:
        validas = unir([f"«{valida}»" for valida in CLASES])
        raise ErrorDeRegistro(f"«{abreviar(clase)}» no es una clase de sesión: es {validas}.", "clase")
    _exigir_unica(instancia.id, dia, clase, memoria)
    numeros = _funciones(fila, instancia.id, memoria)
    motivo = fila.texto("motivo", MAXIMO_MOTIVO)
    falta = clase == EXTRAORDINARIA and not motivo
    return Leida(
        fila.linea,
        (instancia.id, dia, clase),
        _afirma(numeros, motivo),
        {
            "instancia_id": instancia.id,
            "fecha": Fecha(dia),
            "clase": clase,
            "motivo_extraordinaria": motivo,
            "funciones": list(numeros.values()),
        },
        avisos=tuple(
            aviso
            for aviso, hace_falta in (
                ("Es extraordinaria y no dice el motivo: complételo en pantalla.", falta),
                ("No dice qué funciones desarrolló: ninguna matriz la cuenta.", not numeros),
            )
            if hace_falta
        ),
    )


def _exigir_unica(instancia_id: int, dia: date, clase: str, memoria: Memoria) -> None:
    """Ese día no hay otra sesión, ni registrada ni en el mismo archivo.

    :raises ErrorDeRegistro: la hay, de otra clase.
    """
    de_ese_dia = memoria.recordar(
        ("clases de ese día", instancia_id, dia), lambda: _clases(instancia_id, dia) or {clase}
    )
    if clase not in de_ese_dia:
        raise ErrorDeRegistro(
            f"Ya hay una sesión {min(de_ese_dia)} el {fecha_larga(dia)}: la instancia no se reúne dos veces "
            "el mismo día. Revise la fecha o la clase.",
            "fecha",
        )


def _clases(instancia_id: int, dia: date) -> set[str]:
    ese_dia = select(SesionDeMesa.clase).where(
        SesionDeMesa.instancia_id == instancia_id, Actividad.fecha == dia, Actividad.estado != ANULADA
    )
    return set(db.session.scalars(ese_dia))


def _funciones(fila: Fila, instancia: int, memoria: Memoria) -> dict[int, int]:
    """Número → id de las funciones que la fila nombra.

    :raises ErrorDeRegistro: alguna no existe en la instancia ese día.
    """
    dia = memoria.dia(fila)
    vigentes: dict[int, int] = memoria.recordar(
        ("funciones", instancia, dia),
        lambda: {ficha.numero: ficha.id for ficha in consultas.funciones(instancia, dia)},
    )
    pedidas = fila.varios("funciones")
    malas = [parte for parte in pedidas if not (parte.isdecimal() and int(parte) in vigentes)]
    if malas:
        raise ErrorDeRegistro(
            f"«{abreviar(malas[0])}» no es una función de la instancia: van por su número, "
            f"de {min(vigentes, default=0)} a {max(vigentes, default=0)}, separadas con punto y coma.",
            "funciones",
        )
    return {int(parte): vigentes[int(parte)] for parte in sorted(pedidas, key=int)}


def _dice(numeros: Iterable[int], motivo: str) -> dict[str, str]:
    escritas = unir([str(numero) for numero in sorted(numeros)])
    return {
        "funciones": f"las funciones {escritas}" if escritas else "ninguna función",
        "motivo": f"el motivo «{motivo}»" if motivo else "ningún motivo",
    }


def _afirma(numeros: Iterable[int], motivo: str) -> dict[str, str]:
    """Lo que la fila sí dice: una celda vacía no contradice lo que se completó después en pantalla."""
    dichos = _dice(numeros, motivo)
    vacias = {"funciones": not list(numeros), "motivo": not motivo}
    return {columna: dicho for columna, dicho in dichos.items() if not vacias[columna]}


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las sesiones de esos días, por instancia, día y clase."""
    filas = sesion.scalars(
        select(SesionDeMesa)
        .where(Actividad.fecha.in_({leida.llave[1] for leida in leidas}))
        .order_by(Actividad.estado == ANULADA, Actividad.id)
    )
    halladas: dict[Llave, Guardada] = {}
    for fila in filas:
        numeros = {tocada.funcion.numero for punto in fila.puntos for tocada in punto.funciones}
        guardada = Guardada(_dice(numeros, fila.motivo_extraordinaria), anulada=fila.estado == ANULADA)
        halladas.setdefault((fila.instancia_id, fila.fecha, fila.clase), guardada)
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Entran cerradas, con un punto del orden del día que desarrolla sus funciones."""
    for leida in leidas:
        armar(sesion, SESION, leida.datos, estado=CERRADA, origen="importada", creada_por=quien)


TIPO = TipoDeImportacion(
    clave="sesiones_mesa",
    nombre="Sesiones de la mesa",
    columnas=(
        Columna("instancia", "Sigla o nombre: ZESAI."),
        Columna("fecha", "El día: 2020-01-08 o 08/01/2020."),
        Columna("clase", "ordinaria o extraordinaria."),
        Columna(
            "funciones",
            "Números de las funciones que desarrolló, con punto y coma: 1;2;5.",
            obligatoria=False,
        ),
        Columna("motivo", "Por qué se convocó, si es extraordinaria.", obligatoria=False),
    ),
    reconoce="Una sesión ya está si hay otra de la misma instancia, el mismo día y de la misma clase.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
)
