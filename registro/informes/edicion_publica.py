"""La edición pública de las tablas del catálogo: las cuentas de personas pasan por el control de divulgación.

Las tablas de un mismo informe se leen juntas: lo que una muestra (el total de un área, las asistencias de un
tipo) no se puede ocultar en otra, y se protege sabiendo que ya se conoce.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from registro.errores import ErrorDeRegistro
from registro.fechas import hoy
from registro.seguridad.divulgacion.cubo import Coordenadas, Cubo, Dimension
from registro.seguridad.divulgacion.politica import PUBLICA, politica_vigente
from registro.seguridad.divulgacion.proteger import Encargo, Protector, pequenas
from registro.tabla import Celda, Tabla, Valor

Posicion: TypeAlias = tuple[int, int]  # (fila, columna); la fila de totales es la última

OCULTO = "*"
NOTA = "* Se oculta para no exponer a nadie; no quiere decir cero."
CON_TABLA_PROPIA = frozenset({"Jornadas", "Sesiones MEBOG", "Encuentros"})
INTENTOS = 4


@dataclass(frozen=True, slots=True)
class EdicionPublica:
    """Protege una tabla; la que no cuenta personas sale como está."""

    umbral: int

    @classmethod
    def vigente(cls) -> EdicionPublica:
        """Con la política de hoy."""
        return cls(politica_vigente(PUBLICA, hoy()).umbral)

    def __call__(self, tabla: Tabla) -> Tabla:
        ocultar = _COMO.get(tabla.nombre)
        ocultas = ocultar(self, tabla) if ocultar and tabla.totales else frozenset()
        return _sin(tabla, ocultas) if ocultas else tabla

    def lista(self, tabla: Tabla, columna: int) -> frozenset[Posicion]:
        """Una columna que suma su total."""
        return frozenset((fila, columna) for fila in self._ocultas(_numeros(tabla, columna)))

    def jornadas(self, tabla: Tabla) -> frozenset[Posicion]:
        return self.lista(tabla, 4)

    def mebog(self, tabla: Tabla) -> frozenset[Posicion]:
        return self.lista(tabla, 1)

    def encuentros(self, tabla: Tabla) -> frozenset[Posicion]:
        """También la cantidad que dejó un encuentro pequeño, o que es pequeña ella misma."""
        ocultas = self.lista(tabla, 2)
        cantidades = {
            (fila, 3)
            for fila, celdas in enumerate(tabla.todas)
            if (fila, 2) in ocultas or self._pequena(celdas[3].valor)
        }
        return ocultas | cantidades

    def actividades(self, tabla: Tabla) -> frozenset[Posicion]:
        """Lo de un tipo que tiene su propia tabla ya se conoce por ella."""
        conocidas = {
            fila
            for fila, celdas in enumerate(tabla.filas)
            if celdas[0].valor in CON_TABLA_PROPIA and not self._pequena(celdas[3].valor)
        }
        return frozenset((fila, 3) for fila in self._ocultas(_numeros(tabla, 3), conocidas))

    def atenciones(self, tabla: Tabla) -> frozenset[Posicion]:
        """Si las mujeres de un área son pocas, no se dicen las de ninguna: el total no es su suma."""
        ocultas = set(self.lista(tabla, 1))
        pocas = any(self._pequena(fila[2].valor) for fila in tabla.filas)
        ocultas |= {(fila, 2) for fila in range(len(tabla.filas)) if pocas or (fila, 1) in ocultas}
        if self._pequena(_ultima(tabla)[2].valor):
            ocultas.add((len(tabla.filas), 2))
        return frozenset(ocultas)

    def por_clase(self, tabla: Tabla) -> frozenset[Posicion]:
        areas: dict[Valor, set[int]] = {}
        for numero, fila in enumerate(tabla.filas):
            areas.setdefault(fila[0].valor, set()).add(numero)
        cuantas = _numeros(tabla, 2)
        if not self._se_muestran([sum(cuantas[fila] for fila in suyas) for suyas in areas.values()]):
            return frozenset((fila, 2) for fila in range(len(tabla.filas)))
        grupos = tuple((str(area), frozenset(suyas)) for area, suyas in areas.items())
        return frozenset((fila, 2) for fila in self._ocultas(cuantas, grupos=grupos))

    def por_modalidad(self, tabla: Tabla) -> frozenset[Posicion]:
        ancho = len(tabla.columnas) - 1
        lugares = [(fila, columna) for fila in range(len(tabla.filas)) for columna in range(1, ancho)]
        if not self._se_muestran(_numeros(tabla, ancho)[:-1]):
            return frozenset({*lugares, *((fila, ancho) for fila in range(len(tabla.filas)))})
        dimensiones = [_dimension(len(tabla.filas)), _dimension(ancho - 1)]
        atomos: dict[Coordenadas, int] = {
            (f, c - 1): numero for f, c in lugares if isinstance(numero := tabla.filas[f][c].valor, int)
        }
        cubo = Cubo(dimensiones, atomos)
        areas = frozenset(cubo.celda((fila, ancho - 1)) for fila in range(len(tabla.filas) + 1))
        celdas = {
            cubo.celda((f, c - 1)): (f, c) for f in range(len(tabla.filas) + 1) for c in range(1, ancho)
        }
        return frozenset(celdas[celda] for celda in self._de(cubo, frozenset(celdas), areas))

    def _se_muestran(self, totales: list[int]) -> bool:
        """Si el total de cada área se ve en la tabla de atenciones."""
        return not self._ocultas([*totales, sum(totales)])

    def _ocultas(
        self,
        numeros: list[int],
        conocidas: set[int] | frozenset[int] = frozenset(),
        grupos: tuple[tuple[str, frozenset[int]], ...] = (),
    ) -> set[int]:
        """Qué filas no se muestran; la última es la suma de las demás y los grupos ya se conocen."""
        *filas, total = numeros
        varios = tuple(grupo for grupo in grupos if 1 < len(grupo[1]) < len(filas))
        solas = {min(suyas) for _, suyas in grupos if len(suyas) == 1}
        cubo = Cubo(
            [Dimension("fila", _dimension(len(filas)).hojas, varios)],
            {(fila,): numero for fila, numero in enumerate(filas)},
        )
        nodos = range(len(filas) + 1, len(filas) + 1 + len(varios))
        selladas = frozenset(cubo.celda((nodo,)) for nodo in (*nodos, *conocidas, *solas))
        if total != sum(filas):
            raise ErrorDeRegistro("Una tabla no suma su total y no se puede publicar. No se escribió nada.")
        celdas = {cubo.celda((fila,)): fila for fila in range(len(filas) + 1)}
        return {celdas[celda] for celda in self._de(cubo, frozenset(celdas), selladas)}

    def _de(self, cubo: Cubo, pedidas: frozenset[int], selladas: frozenset[int]) -> set[int]:
        primarias = pequenas(cubo, sorted(pedidas - selladas), self.umbral)
        proteccion = Protector(cubo, Encargo(pedidas, primarias, selladas)).proteger(INTENTOS)
        if proteccion is None:
            return set(pedidas - selladas)
        return {celda for celda in pedidas if not proteccion.estado[celda]}

    def _pequena(self, valor: Valor) -> bool:
        return not isinstance(valor, str) and not hasattr(valor, "year") and 0 < valor < self.umbral


_COMO: Mapping[str, Callable[[EdicionPublica, Tabla], frozenset[Posicion]]] = {
    "jornadas": EdicionPublica.jornadas,
    "mebog": EdicionPublica.mebog,
    "encuentros": EdicionPublica.encuentros,
    "actividades": EdicionPublica.actividades,
    "atenciones": EdicionPublica.atenciones,
    "atenciones_por_clase": EdicionPublica.por_clase,
    "atenciones_por_modalidad": EdicionPublica.por_modalidad,
    "actuaciones": lambda edicion, tabla: edicion.lista(tabla, 1),
    "gestiones": lambda edicion, tabla: edicion.lista(tabla, 1),
}


def _dimension(cuantas: int) -> Dimension:
    return Dimension("fila", tuple(str(numero) for numero in range(cuantas)))


def _numeros(tabla: Tabla, columna: int) -> list[int]:
    """Los de una columna; lo que no se informó no suma."""
    valores = (fila[columna].valor for fila in tabla.todas)
    return [valor if isinstance(valor, int) else 0 for valor in valores]


def _ultima(tabla: Tabla) -> tuple[Celda, ...]:
    return tabla.todas[-1]


def _sin(tabla: Tabla, ocultas: frozenset[Posicion]) -> Tabla:
    filas = [
        tuple(Celda(OCULTO) if (f, c) in ocultas else celda for c, celda in enumerate(fila))
        for f, fila in enumerate(tabla.todas)
    ]
    *cuerpo, totales = filas
    return replace(tabla, filas=tuple(cuerpo), totales=totales, notas=(*tabla.notas, NOTA))
