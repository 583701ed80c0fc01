"""Sembrar y cambiar la política, y asentar un archivo que sale. Cada una: una transacción y su línea."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import select

from registro.errores import ErrorDeRegistro
from registro.extensiones import transaccion
from registro.fechas import fecha_larga, hoy
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones
from registro.seguridad.divulgacion.consultas import salida_de_hoy
from registro.seguridad.divulgacion.exportaciones import Ficha, Salida, leer_proposito
from registro.seguridad.divulgacion.modelo import PoliticaDeDivulgacion
from registro.seguridad.divulgacion.politica import EDICIONES, RESERVADA, sembrar_politicas
from registro.seguridad.permisos import Actor, exigir

__all__ = ["EDICIONES", "RESERVADA", "Ficha", "Salida", "asentar_consulta", "registrar", "sembrar"]

UMBRAL_MINIMO = 3
LETRAS_DE_UN_ACTO = 6


def sembrar(actor: Actor) -> None:
    """La política de divulgación con que nace un registro."""
    with transaccion() as sesion:
        if puestas := sembrar_politicas(sesion):
            anotar(actor, "divulgacion.sembrar", "politica_de_divulgacion", {"filas": puestas})


@dataclass(frozen=True, slots=True)
class PoliticaNueva:
    """Lo que se quiere que rija desde un día."""

    edicion: str
    umbral: int
    oculta_ceros: bool
    dias_de_guarda: int | None
    desde: date
    acto: str


def cambiar_politica(actor: Actor, nueva: PoliticaNueva) -> None:
    """Una política rige desde un día por un acto; la que regía termina la víspera, y queda en la historia.

    :raises ErrorDeRegistro: no protege, no dice su acto, o empieza antes de lo que ya rige.
    """
    exigir(actor, "administrar")
    _revisar(nueva)
    with transaccion() as sesion:
        propia = PoliticaDeDivulgacion
        orden = select(propia).where(propia.edicion == nueva.edicion).order_by(propia.desde.desc()).limit(1)
        anterior = sesion.scalar(orden)
        if anterior is not None and nueva.desde <= anterior.desde:
            raise ErrorDeRegistro(
                f"Ya hay una política desde el {fecha_larga(anterior.desde)}: la nueva empieza después. "
                "No se cambió nada.",
                "desde",
            )
        if anterior is not None:
            anterior.hasta = nueva.desde - timedelta(days=1)
        sesion.add(PoliticaDeDivulgacion(**asdict(nueva)))
        anotar(
            actor,
            "divulgacion.cambiar",
            f"politica_de_divulgacion:{nueva.edicion}",
            {"umbral": nueva.umbral, "desde": nueva.desde.isoformat(), "acto": nueva.acto},
        )


def _revisar(nueva: PoliticaNueva) -> None:
    publica = nueva.edicion != RESERVADA
    if nueva.edicion not in EDICIONES:
        raise ErrorDeRegistro("No hay esa edición. Elija una de la lista.", "edicion")
    if publica and nueva.umbral < UMBRAL_MINIMO:
        raise ErrorDeRegistro(
            f"Un umbral menor de {UMBRAL_MINIMO} no protege a nadie. Escriba uno mayor.", "umbral"
        )
    if not publica and not nueva.dias_de_guarda:
        raise ErrorDeRegistro("Lo reservado se borra: diga a los cuántos días.", "dias_de_guarda")
    if nueva.desde < hoy():
        raise ErrorDeRegistro(
            "Una política rige desde hoy o después: lo ya publicado no cambia con ella.", "desde"
        )
    if len(nueva.acto) < LETRAS_DE_UN_ACTO:
        raise ErrorDeRegistro("Diga con qué acto cambia, por ejemplo «Resolución 120 de 2026».", "acto")


def asentar_consulta(actor: Actor, salida: Salida) -> Ficha:
    """Asienta lo que se lee una y otra vez: la misma tabla para lo mismo, una vez al día y con una serie."""
    return salida_de_hoy(actor, salida) or registrar(actor, salida)


def registrar(actor: Actor, salida: Salida) -> Ficha:
    """Asienta un archivo que sale.

    :raises ErrorDeRegistro: no se dijo para qué.
    """
    leer_proposito(salida.proposito, "proposito")
    with transaccion() as sesion:
        ficha = exportaciones.registrar(sesion, actor, salida)
        anotar(actor, "exportar.archivo", f"serie:{ficha.serie}", {"formato": salida.formato})
    return ficha
