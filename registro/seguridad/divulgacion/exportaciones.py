"""Cada archivo que sale: para qué, quién lo sacó, su serie y cuándo debe borrarse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc
from registro.fechas import ZONA, fecha_larga, hoy
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion.modelo import Exportacion, PublicacionDeExportacion
from registro.seguridad.divulgacion.politica import CLASES, DOCUMENTO, RESERVADA, politica_vigente
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

LARGO_DEL_MOTIVO = 300
LETRAS_DE_UN_MOTIVO = 8


@dataclass(frozen=True, slots=True)
class Ficha:
    """Lo que el archivo dice de sí mismo."""

    serie: str
    clase: str
    que: str
    proposito: str
    autora: str
    hecha_el: date
    borrar_el: date | None

    @property
    def reservada(self) -> bool:
        """Si no puede salir de la entidad."""
        return self.clase == RESERVADA

    @property
    def pares(self) -> tuple[tuple[str, str], ...]:
        """Rótulo y texto, para escribirlos en el archivo."""
        queda = "no, se archiva" if self.clase == DOCUMENTO else "no, es de publicación"
        borrado = ("borrar el", fecha_larga(self.borrar_el)) if self.borrar_el else ("se borra", queda)
        return (
            ("clase", "reservado" if self.reservada else CLASES[self.clase].lower()),
            ("serie", self.serie),
            ("propósito", self.proposito),
            ("autora", self.autora),
            ("fecha", fecha_larga(self.hecha_el)),
            borrado,
        )

    @property
    def renglon(self) -> str:
        """Todo en un renglón, para donde sólo cabe uno."""
        return "; ".join(f"{rotulo}: {texto}" for rotulo, texto in self.pares)

    @property
    def datos(self) -> dict[str, str]:
        """Lo mismo para un programa: fechas ISO, y vacía la de lo que no vence."""
        return {
            "clase": self.pares[0][1],
            "serie": self.serie,
            "proposito": self.proposito,
            "autora": self.autora,
            "fecha": self.hecha_el.isoformat(),
            "borrar_el": self.borrar_el.isoformat() if self.borrar_el else "",
        }


@dataclass(frozen=True, slots=True)
class Salida:
    """Qué sale, en qué edición, para qué y en qué formato."""

    que: str
    edicion: str
    proposito: str
    formato: str


def leer_proposito(texto: str, campo: str = "motivo") -> str:
    """El motivo escrito.

    :raises ErrorDeRegistro: vacío, o tan corto que no dice nada.
    """
    motivo = limpiar(texto, LARGO_DEL_MOTIVO, campo)
    if len(motivo) < LETRAS_DE_UN_MOTIVO:
        raise ErrorDeRegistro(
            "Diga para qué es este archivo, en una frase: queda escrito en él y en la bitácora. "
            "No se exportó nada.",
            campo,
        )
    return motivo


def serie_de(numero: int, dia: date) -> str:
    """«E-2026-000012»: con ella se busca quién lo sacó y para qué."""
    return f"E-{dia.year}-{numero:06d}"


def registrar(sesion: Session, actor: Actor, salida: Salida, publicaciones: Sequence[int] = ()) -> Ficha:
    """Asienta un archivo que sale, en la transacción de quien llama, y devuelve lo que debe decir de sí.

    :param publicaciones: los números del libro que el archivo muestra.
    """
    dias = None if salida.edicion == DOCUMENTO else politica_vigente(salida.edicion, hoy()).dias_de_guarda
    borrar_el = hoy() + timedelta(days=dias) if dias else None
    fila = Exportacion(
        clase=salida.edicion,
        que=salida.que,
        proposito=salida.proposito,
        usuaria_id=actor.usuaria_id,
        autora=actor.nombre,
        formato=salida.formato,
        hecha_en=ahora_utc(),
        borrar_el=borrar_el,
    )
    sesion.add(fila)
    sesion.flush()
    sesion.add_all(
        PublicacionDeExportacion(exportacion_id=fila.id, publicacion_id=numero) for numero in publicaciones
    )
    ficha = ficha_de(fila)
    detalle = {"que": salida.que, "clase": salida.edicion, "serie": ficha.serie}
    anotar(actor, "exportar", f"exportacion:{fila.id}", detalle)
    return ficha


def ficha_de(fila: Exportacion) -> Ficha:
    """Lo que dice de sí un archivo asentado."""
    dia = fila.hecha_en.astimezone(ZONA).date()
    serie = serie_de(fila.id, dia)
    return Ficha(serie, fila.clase, fila.que, fila.proposito, fila.autora, dia, fila.borrar_el)
