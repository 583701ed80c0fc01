"""Una tabla por publicar junto con todas las que ya se publicaron: quien mira las tiene todas. Puro.

Las que se dejan juntar van en un solo cubo, con las categorías más finas que hagan falta y una dimensión
más si los datos son de distinta fecha. Las que no caben se respetan de otra manera: ningún registro alterno
cambia lo que comparten con esta, así que con ellas no se distingue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registro.seguridad.divulgacion.busqueda import Busqueda
from registro.seguridad.divulgacion.cubo import SELLADA, Cubo
from registro.seguridad.divulgacion.planta import Planta
from registro.seguridad.divulgacion.proteger import Encargo
from registro.seguridad.divulgacion.publicada import PERSONAS, Clave, Publicada, delatan

CELDAS = 40_000


@dataclass(frozen=True)
class Conjunto:
    """El cubo común, el encargo de protegerlo, y en qué celda quedó cada una de la tabla."""

    cubo: Cubo
    encargo: Encargo
    lugares: Mapping[Clave, int]
    aparte: tuple[Publicada, ...]


def juntar(nueva: Publicada, anteriores: Sequence[Publicada], umbral: int, celdas: int = CELDAS) -> Conjunto:
    """El cubo de la nueva con las anteriores que caben en él, y las demás respetadas."""
    otras = [otra for otra in anteriores if nueva.se_cruza_con(otra)]
    juntas, aparte = _repartir(nueva, otras, celdas)
    planta = Planta([nueva, *juntas], aparte)
    ajenas = not all(nueva.cuenta_lo_mismo_que(otra) for otra in otras)
    cubo = planta.cubo(solo_sueltos=ajenas or nueva.medida == PERSONAS)
    lugares = planta.lugares(nueva)
    for una in (nueva, *juntas):
        suyos = planta.lugares(una)
        cubo.exigir(c for clave in una.rotulos() if (c := suyos.get(clave)) is not None and cubo.valores[c])
    primarias = {lugares[clave]: ancho for clave, ancho in nueva.primarias.items() if clave in lugares}
    conocidas: set[int] = set()
    ocultas: set[int] = set()
    for otra in juntas:
        for clave, celda in planta.lugares(otra).items():
            (conocidas if clave in otra.visibles else ocultas).add(celda)
            if clave in otra.primarias:
                primarias[celda] = max(otra.primarias[clave], primarias.get(celda, 0))
    for otra in otras:
        for clave in delatan(nueva, otra, umbral):
            primarias[lugares[clave]] = max(umbral - 1, primarias.get(lugares[clave], 0))
    pedidas = frozenset(celda for clave, celda in lugares.items() if clave in nueva.visibles)
    encargo = Encargo(
        pedidas,
        {celda: ancho for celda, ancho in primarias.items() if celda not in conocidas},
        frozenset(conocidas | planta.sin_hechos() | planta.compartidas()),
        frozenset((ocultas & pedidas) - conocidas),
    )
    return Conjunto(cubo, encargo, lugares, tuple(aparte))


def _repartir(
    nueva: Publicada, otras: Sequence[Publicada], celdas: int
) -> tuple[list[Publicada], list[Publicada]]:
    """Cuáles caben en el cubo común: primero las que menos lo agrandan."""
    juntas: list[Publicada] = []
    iguales = [otra for otra in otras if nueva.se_junta_con(otra)]
    aparte = [otra for otra in otras if not nueva.se_junta_con(otra)]
    for otra in sorted(iguales, key=lambda una: len(una.bases - nueva.bases)):
        if Planta([nueva, *juntas, otra], iguales).tamano <= celdas:
            juntas.append(otra)
        else:
            aparte.append(otra)
    return juntas, aparte


def sigue_segura(publicada: Publicada, otras: Sequence[Publicada], umbral: int) -> bool:
    """Si lo que una tabla ya publicada oculta sigue sin poderse calcular con las otras a la vista."""
    conjunto = juntar(publicada, otras, umbral)
    estado = bytearray(conjunto.cubo.celdas)
    for celda in (*conjunto.encargo.pedidas, *conjunto.encargo.selladas):
        estado[celda] = SELLADA
    busqueda = Busqueda(conjunto.cubo, estado, [])
    ocultas = [clave for clave in publicada.primarias if clave not in publicada.visibles]
    return all(busqueda.testigo(conjunto.lugares[clave], publicada.primarias[clave]) for clave in ocultas)
