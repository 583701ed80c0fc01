"""La edición pública de una tabla del catálogo: lo que cuenta personas pasa por el control y por el libro."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from registro.errores import ErrorDeRegistro
from registro.informes import catalogo
from registro.informes.catalogo.declaracion import Declaracion
from registro.informes.catalogo.divulga import Posicion, Reparto
from registro.informes.parametros import Parametros
from registro.informes.publicas.lanzamiento import Lanzamiento
from registro.seguridad.divulgacion.politica import EDICIONES, PUBLICA
from registro.seguridad.divulgacion.publicada import Publicada, dice_algo
from registro.tabla import OCULTO, Celda, Fila, Tabla

NOTA = "* Se oculta para no exponer a nadie; no quiere decir cero."


@dataclass(slots=True)
class TablasPublicas:
    """Las tablas que salen en un mismo lanzamiento; ``negadas``, las que no tienen forma segura."""

    lanzamiento: Lanzamiento
    negadas: list[str] = field(default_factory=list)

    @classmethod
    def vigentes(cls, edicion: str = PUBLICA) -> TablasPublicas:
        """Con la política de hoy."""
        return cls(Lanzamiento.de(edicion))

    def __call__(self, nombre: str, parametros: Parametros) -> Tabla:
        """La tabla; lo que no se puede mostrar sale con ``*``, y lo que no tiene forma segura, entero.

        :raises ErrorDeRegistro: una columna no dice si cuenta personas, o algo no cuadra con sus hechos.
        """
        declarada = catalogo.declaracion(nombre)
        exacta = self._sin_ocultar(declarada, parametros)
        if faltan := declarada.divulga.sin_declarar(exacta):
            raise ErrorDeRegistro(f"Nadie ha dicho si {faltan[0]} cuenta personas. No se publicó nada.")
        if not declarada.divulga.protege or not exacta.filas:
            return exacta
        return self._escribir(declarada, exacta, self._casillas(declarada, parametros, exacta))

    def _sin_ocultar(self, declarada: Declaracion, parametros: Parametros) -> Tabla:
        """La exacta. La que se arma con otras, con ellas ya públicas: lo que no tenga forma no la niega."""
        if declarada.divulga.de_publicas is None:
            return catalogo.tabla(declarada.nombre, parametros)
        negadas = list(self.negadas)
        armada = declarada.divulga.de_publicas(parametros, self)
        self.negadas[:] = negadas
        return armada

    def _casillas(self, declarada: Declaracion, parametros: Parametros, exacta: Tabla) -> set[Posicion]:
        """Las casillas que no se muestran."""
        divulga = declarada.divulga
        if divulga.repartir:
            return self._del_reparto(declarada, divulga.repartir(parametros, exacta), exacta)
        if divulga.ocultar:
            return set(divulga.ocultar(self.lanzamiento, parametros, exacta))
        return {
            (f, c)
            for f, fila in enumerate(exacta.todas)
            for c, celda in enumerate(fila)
            if celda.valor == OCULTO
        }

    def _del_reparto(self, declarada: Declaracion, reparto: Reparto, exacta: Tabla) -> set[Posicion]:
        conteos = [self.lanzamiento.contar(cuadro) for cuadro in reparto.cuadros]
        _comprobar(exacta, reparto, conteos)
        hechas = [self.lanzamiento.publicar(conteo) for conteo in conteos]
        if hechas and not any(dice_algo(hecha) for hecha in hechas):
            self.negadas.append(declarada.nombre)
        return _ocultas(reparto, hechas)

    def _escribir(self, declarada: Declaracion, exacta: Tabla, ocultas: set[Posicion]) -> Tabla:
        politica = self.lanzamiento.politica
        edicion = EDICIONES[politica.edicion].lower()
        regla = f"{edicion}: no se muestran cuentas de menos de {politica.umbral} personas o asistencias"
        filas = [
            tuple(Celda(OCULTO) if (f, c) in ocultas else celda for c, celda in enumerate(fila))
            for f, fila in enumerate(exacta.todas)
        ]
        totales: Fila | None = None if exacta.totales is None else filas.pop()
        return replace(
            exacta,
            filas=tuple(filas),
            totales=totales,
            reglas="; ".join(una for una in (exacta.reglas, regla) if una),
            notas=(
                *declarada.divulga.dichas(exacta.notas, con_ocultas=bool(ocultas)),
                *((NOTA,) if ocultas else ()),
            ),
        )


def _comprobar(exacta: Tabla, reparto: Reparto, conteos: list[Publicada]) -> None:
    """Lo que se protege es lo que la tabla muestra: si no suma lo mismo, no sale."""
    for (fila, columna), sumadas in reparto.celdas.items():
        valor = exacta.todas[fila][columna].valor
        esperado = sum(conteos[cual].exactas[clave] for cual, clave in sumadas)
        esperado += reparto.fijas.get((fila, columna), 0)
        if (0 if isinstance(valor, str) else valor) != esperado:
            raise ErrorDeRegistro(
                f"La tabla {exacta.nombre} no cuadra con los registros de donde sale, y así no se puede "
                "proteger. No se publicó nada: repita y, si sigue igual, avise a administración."
            )


def _ocultas(reparto: Reparto, hechas: list[Publicada | None]) -> set[Posicion]:
    ocultas = set(_sin_mostrar(reparto, hechas))
    return ocultas | {casilla for casilla, otra in reparto.siguen.items() if otra in ocultas}


def _sin_mostrar(reparto: Reparto, hechas: list[Publicada | None]) -> Iterator[Posicion]:
    for casilla, sumadas in reparto.celdas.items():
        for cual, clave in sumadas:
            hecha = hechas[cual]
            if hecha is None or clave not in hecha.visibles:
                yield casilla
