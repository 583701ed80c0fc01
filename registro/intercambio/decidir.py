"""Qué se hace con cada fila: entra, ya estaba, o se rechaza con su razón. No escribe nada."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.declaracion import Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria

DE_MUESTRA = 10


@dataclass(frozen=True, slots=True)
class Rechazo:
    """Una fila que no entra: entera, con su línea, la columna y la razón."""

    linea: int
    columna: str
    motivo: str
    celdas: tuple[Any, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Aviso:
    """Algo que conviene mirar en una fila que sí entra o ya estaba."""

    linea: int
    texto: str


@dataclass(slots=True)
class Resultado:
    """Cómo va o cómo terminó una importación."""

    vistas: int = 0
    nuevas: int = 0
    repetidas: int = 0
    rechazos: list[Rechazo] = field(default_factory=list)
    avisos: list[Aviso] = field(default_factory=list)
    muestra: list[Leida] = field(default_factory=list)

    @property
    def rechazadas(self) -> int:
        """Cuántas filas no entran."""
        return len(self.rechazos)


@dataclass(slots=True)
class Decision:
    """Lo que se recuerda de un archivo mientras se recorre por lotes."""

    tipo: TipoDeImportacion
    memoria: Memoria = field(default_factory=Memoria)
    resultado: Resultado = field(default_factory=Resultado)
    _iguales: Counter[Llave] = field(default_factory=Counter)
    _vistas: dict[Llave, Leida] = field(default_factory=dict)

    def lote(self, sesion: Session, filas: Iterable[Fila]) -> list[Leida]:
        """Las filas del lote que son nuevas; las demás quedan contadas en el resultado."""
        leidas = []
        celdas: dict[int, tuple[Any, ...]] = {}
        for fila in filas:
            self.resultado.vistas += 1
            celdas[fila.linea] = fila.celdas
            try:
                leidas.append(self._numerar(self._leer(fila)))
            except ErrorDeRegistro as error:
                self._rechazar(fila.linea, error.campo or "", error.mensaje, fila.celdas)
        if not leidas:
            return []
        for linea, razon in self.tipo.revisar(sesion, leidas).items():
            self._rechazar(linea, razon.campo or "", razon.mensaje, celdas.pop(linea))
        quedan = [leida for leida in leidas if leida.linea in celdas]
        guardadas = self.tipo.guardadas(sesion, quedan)
        return [leida for leida in quedan if self._es_nueva(leida, guardadas, celdas[leida.linea])]

    def _leer(self, fila: Fila) -> Leida:
        if fila.sobrantes:
            raise ErrorDeRegistro(
                "La fila tiene más celdas que el encabezado: quizá falta poner comillas a un texto."
            )
        return self.tipo.leer(fila, self.memoria)

    def _numerar(self, leida: Leida) -> Leida:
        """A las filas iguales de lo que se reconoce por contenido les pone su orden en el archivo."""
        if not leida.por_orden:
            return leida
        self._iguales[leida.llave] += 1
        return replace(leida, llave=(*leida.llave, self._iguales[leida.llave]))

    def _es_nueva(self, leida: Leida, guardadas: dict[Llave, Guardada], celdas: tuple[Any, ...]) -> bool:
        previa = self._vistas.get(leida.llave)
        guardada = Guardada(previa.dice) if previa else guardadas.get(leida.llave)
        if guardada is None:
            self.resultado.nuevas += 1
            self.resultado.avisos += [Aviso(leida.linea, texto) for texto in leida.avisos]
            self._vistas[leida.llave] = leida
            if self.resultado.nuevas <= DE_MUESTRA:
                self.resultado.muestra.append(leida)
            return True
        distinta = next((c for c, dicho in leida.dice.items() if guardada.dice.get(c) != dicho), None)
        if guardada.anulada:
            self.resultado.repetidas += 1
            self.resultado.avisos.append(Aviso(leida.linea, "Ya está y está anulada: no se volvió a crear."))
        elif distinta is None:
            self.resultado.repetidas += 1
        else:
            donde = f" en la línea {previa.linea}" if previa else ""
            motivo = (
                f"Ya está{donde} con {guardada.dice.get(distinta, 'otro dato')} y el archivo dice "
                f"{leida.dice[distinta]}: {'corrija la que no sea' if previa else self.tipo.si_choca}."
            )
            self._rechazar(leida.linea, distinta, motivo, celdas)
        return False

    def _rechazar(self, linea: int, columna: str, motivo: str, celdas: tuple[Any, ...]) -> None:
        self.resultado.rechazos.append(Rechazo(linea, columna, motivo, celdas))
