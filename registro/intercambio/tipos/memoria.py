"""Lo que las filas de un archivo preguntan una y otra vez, preguntado una sola vez a los catálogos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registro.catalogos.consultas import (
    FichaDeOpcion,
    deducir_localidad,
    localidades,
    opciones,
    resolver_localidad,
)
from registro.errores import ErrorDeRegistro
from registro.fechas import Fecha, Precision, leer_fecha_con_precision
from registro.intercambio.fila import Fila, como_texto
from registro.textos import abreviar, clave, unir


@dataclass(slots=True)
class Memoria:
    """Respuestas ya dadas, buenas o malas, mientras dura una importación."""

    _dichas: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def recordar(self, pregunta: tuple[Any, ...], responder: Callable[[], Any]) -> Any:
        """La respuesta a ``pregunta``; un :class:`ErrorDeRegistro` también se recuerda."""
        if pregunta not in self._dichas:
            try:
                self._dichas[pregunta] = responder()
            except ErrorDeRegistro as error:
                self._dichas[pregunta] = error
        respuesta = self._dichas[pregunta]
        if isinstance(respuesta, ErrorDeRegistro):
            raise type(respuesta)(respuesta.mensaje, respuesta.campo)
        return respuesta

    def primera_vez(self, cosa: str) -> bool:
        """Si es la primera vez que se pregunta por ``cosa``: lo de muchas filas se avisa una vez."""
        primera = ("primera vez", cosa) not in self._dichas
        self._dichas["primera vez", cosa] = True
        return primera

    def fecha(self, fila: Fila, columna: str = "fecha") -> Fecha:
        """La fecha con la precisión que trae."""
        crudo = fila[columna]
        fecha: Fecha = self.recordar(
            ("fecha", type(crudo), crudo, columna), lambda: leer_fecha_con_precision(crudo, columna)
        )
        return fecha

    def dia(self, fila: Fila, columna: str = "fecha") -> date:
        """Un día completo.

        :raises ErrorDeRegistro: sólo dice el mes o el año.
        """
        fecha = self.fecha(fila, columna)
        if fecha.precision is not Precision.DIA:
            raise ErrorDeRegistro(
                f"«{abreviar(como_texto(fila[columna]))}» no dice el día. Escríbalo así: 13/03/2023.",
                columna,
            )
        return fecha.dia

    def localidad(self, fila: Fila, *, lugar: str = "") -> str | None:
        """El código de la localidad de la fila; vacía, la del lugar si sólo puede ser una."""
        texto = fila.texto("localidad")
        if texto:
            codigo: str = self.recordar(("localidad", clave(texto)), lambda: resolver_localidad(texto))
            return codigo
        if not lugar:
            return None
        deducida: str = self.recordar(("lugar", clave(lugar)), lambda: _del_lugar(lugar))
        return deducida

    def nombre_de_localidad(self, codigo: str | None) -> str:
        """El nombre oficial."""
        nombres: dict[str, str] = self.recordar(
            ("localidades",), lambda: {ficha.codigo: ficha.nombre for ficha in localidades()}
        )
        return nombres.get(codigo or "", "sin localidad")

    def opcion(self, catalogo: str, texto: str, columna: str, padre: str | None = None) -> FichaDeOpcion:
        """La opción de una lista, por clave o etiqueta escritas de cualquier manera.

        :raises ErrorDeRegistro: no está; la frase lista las que hay.
        """
        ficha: FichaDeOpcion = self.recordar(
            ("opcion", catalogo, padre, clave(texto)),
            lambda: self._buscar_opcion(catalogo, texto, columna, padre),
        )
        return ficha

    def _buscar_opcion(self, catalogo: str, texto: str, columna: str, padre: str | None) -> FichaDeOpcion:
        validas: list[FichaDeOpcion] = self.recordar(
            ("opciones", catalogo, padre), lambda: opciones(catalogo, padre)
        )
        buscada = clave(texto.replace("_", " "))
        for ficha in validas:
            if buscada in {clave(ficha.clave.replace("_", " ")), clave(ficha.etiqueta)}:
                return ficha
        listadas = unir([f"«{ficha.etiqueta}»" for ficha in validas]) if validas else "ninguno todavía"
        raise ErrorDeRegistro(
            f"«{abreviar(texto)}» no está en la lista. Los valores válidos son: {listadas}.", columna
        )


def _del_lugar(lugar: str) -> str:
    candidatas = deducir_localidad(lugar)
    if len(candidatas) == 1:
        return candidatas[0]
    if not candidatas:
        raise ErrorDeRegistro("Falta la localidad, y el lugar no permite saber cuál es.", "localidad")
    nombres = {ficha.codigo: ficha.nombre for ficha in localidades()}
    raise ErrorDeRegistro(
        f"Falta la localidad: «{abreviar(lugar)}» puede ser de {unir([nombres[c] for c in candidatas])}.",
        "localidad",
    )
