"""Quien tiene todos los archivos públicos: lo escrito, como ecuaciones sobre quién pudo haber venido.

Cada incógnita es cuántas personas tienen una historia: a qué vinieron y qué recibieron en cada momento en que
se publicó. Las historias posibles son las que de verdad hay, las mismas con una atención repetida, de menos o
de otra clase o modalidad, y todas las de quien vino una sola vez: de sobra para que una celda segura varíe, y
si con ellas no varía se dice. Quien ataca sabe además dónde y cuándo hubo actividades, que lo que aparece
rotulado tiene a alguien, y si del registro sólo entran cosas o también salen.
"""

from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from registro.personas.respuestas import PREGUNTAS
from tests.seguridad.divulgacion.historias import AREAS, CASA, CLASES, MODALIDADES
from tests.seguridad.divulgacion.sumas import casillas, con_alguien, de_las_notas
from tests.seguridad.divulgacion.vivo import CALLA, NADIE

K, TOPE, VECES = 5, 200, (0, 2, 3, 9)
GRUPOS = (*product(*(PREGUNTAS[una].valores for una in ("genero", "rango_edad")), ("dice",)), CALLA, NADIE)
DADAS = tuple(product(AREAS, CLASES, MODALIDADES))


class Atacante:
    """Las ecuaciones de lo escrito, y entre cuánto y cuánto puede estar cada casilla oculta."""

    def __init__(self, escritas, vivo):
        self.vivo, self.vistas, cotas = vivo, {}, []
        ocultas = set()
        for escrita in escritas:
            for suma, dicho in casillas(escrita):
                if dicho == "*":
                    ocultas.add(suma)
                else:
                    assert self.vistas.setdefault(suma, dicho) == dicho, f"{suma} dice dos cosas"
            cotas += [(suma, 1, np.inf) for suma in con_alguien(escrita)]
            cotas += de_las_notas(escrita, K)
        self.reglas = [(suma, n, n) for suma, n in self.vistas.items()] + cotas
        self.ocultas = sorted(ocultas - self.vistas.keys(), key=str)

    def intervalos(self, sumas):
        """Lo menos y lo más que puede valer cada suma."""
        return list(zip(self._extremos(sumas, 1), self._extremos(sumas, -1), strict=True))

    def topes(self, sumas, de_afuera):
        """Lo más que puede valer cada suma, sabiendo además lo que dice otro archivo."""
        return self._extremos(sumas, -1, de_afuera)

    def _extremos(self, sumas, signo, de_afuera=()):
        todas = [*self.reglas, *de_afuera]
        if not todas:
            return [TOPE if signo < 0 else 0 for _ in sumas]
        dichas = list(dict.fromkeys([*sumas, *(suma for suma, *_ in todas)]))
        filas = dict(zip(dichas, self._columnas(dichas), strict=True))
        matriz = np.array([filas[suma] for suma, *_ in todas])
        reglas = LinearConstraint(matriz, [desde for _, desde, _ in todas], [hasta for *_, hasta in todas])
        return [self._extremo(signo * filas[suma], reglas) for suma in sumas]

    def _extremo(self, fila, reglas):
        extremo = milp(fila, integrality=1, bounds=Bounds(0, TOPE), constraints=reglas)
        assert extremo.success, "lo publicado no cuadra con el registro"
        return round(abs(extremo.fun))

    def _columnas(self, sumas):
        """Una columna por manera distinta de sumar: las historias que desde fuera se ven iguales son una."""
        de_una_vez = np.array([self._de_una_vez(suma) for suma in sumas])
        hay = {self._historia(n) for n in range(max(map(len, self.vivo.fotos)))}
        historias = hay.union(*map(_parecidas, hay))
        de_verdad = [[suma.vale(*una[suma.foto]) for suma in sumas] for una in historias]
        juntas = np.concatenate([de_una_vez, np.array(de_verdad).T.reshape(len(sumas), -1)], axis=1)
        return np.unique(juntas, axis=1).astype(float)

    def _historia(self, numero):
        """Lo de alguien en cada foto; antes de llegar, nada."""
        return tuple(foto[numero] if numero < len(foto) else (NADIE, ()) for foto in self.vivo.fotos)

    def _de_una_vez(self, suma):
        """Lo que suma quien vino una sola vez: por grupo, por visita y por tramo de fotos."""
        visitas = [
            (lugar, dadas)
            for lugar in self.vivo.actividades
            for dadas in ((), *(((una,) for una in DADAS) if lugar[0] == CASA else ()))
        ]
        ultima = len(self.vivo.fotos) - 1
        tramos = [
            (desde, hasta)
            for desde, hasta in product(range(ultima + 1), repeat=2)
            if desde <= hasta and (hasta == ultima or not self.vivo.solo_crece)
        ]
        return np.einsum(
            "i,j,k->ijk",
            [suma.del_grupo(grupo) for grupo in GRUPOS],
            [suma.de_las_visitas([visita]) for visita in visitas],
            [int(desde <= suma.foto <= hasta) for desde, hasta in tramos],
        ).ravel()

    def hay(self, suma):
        """Lo que de verdad vale una casilla."""
        return sum(suma.vale(*una) for una in self.vivo.fotos[suma.foto])


def _parecidas(historia):
    """La misma historia sin una de sus atenciones, con ella otra vez, o de otra clase o modalidad."""
    dadas = {(lugar, una) for _, visitas in historia for lugar, suyas in visitas for una in suyas}
    cambios = [(cual, (cual[1],) * veces) for cual in dadas for veces in VECES]
    cambios += [(cual, (otra,)) for cual in dadas for otra in DADAS if otra[0] == cual[1][0]]
    return [
        tuple((grupo, _en_su_lugar(visitas, *cambio)) for grupo, visitas in historia) for cambio in cambios
    ]


def _en_su_lugar(visitas, cual, otras):
    """Las mismas visitas, con otras atenciones en lugar de una."""
    donde, una = cual
    return tuple(
        (lugar, (*(otra for otra in dadas if otra != una), *otras))
        if lugar == donde and una in dadas
        else (lugar, dadas)
        for lugar, dadas in visitas
    )
