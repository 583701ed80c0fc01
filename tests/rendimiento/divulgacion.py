"""Cuánto tarda proteger una tabla, cuánto se oculta frente al óptimo, y un asedio largo a lo publicado.

``python -m tests.rendimiento.divulgacion`` mide; con ``--sitio N`` publica N historias al azar y las ataca;
con ``--libro N`` mide cuánto tarda la siguiente cuando ya hay hasta N en el libro.
"""

import random
import sys
import time
from itertools import combinations, product
from math import prod

from registro.seguridad.divulgacion.auditoria import determinadas, hallazgos
from registro.seguridad.divulgacion.busqueda import Busqueda
from registro.seguridad.divulgacion.exacta import testigo_exacto
from registro.seguridad.divulgacion.proteger import Protector
from tests.seguridad.divulgacion.registros import VALORES, atacar, fotografiar, publicar
from tests.seguridad.divulgacion.registros import pedir as pedir_publicacion
from tests.seguridad.divulgacion.tablas import crear_cubo, pedir

GRANDES = ((20, 12), (20, 12, 5))
PEQUENAS = ((3, 3), (4, 3), (4, 4), (5, 4), (2, 2, 3), (3, 2, 2))
EJES = (
    *(("localidad",), ("localidad", "mes"), ("mes", "rango_edad"), ("trimestre", "localidad")),
    *(("localidad", "mes", "rango_edad"), ("actividad",), ("grupo",), ("actividad", "rango_edad")),
)


def al_azar(azar, forma, media):
    valores = [max(0, int(azar.expovariate(1 / media)) - 1) for _ in range(prod(forma))]
    return crear_cubo(forma, valores)


def tiempos(azar):
    for forma, media in product(GRANDES, (3, 10, 30)):
        cubo = al_azar(azar, forma, media)
        encargo = pedir(cubo)
        desde = time.process_time()
        proteccion = Protector(cubo, encargo).proteger(3 if len(forma) == 2 else 1)
        mal = hallazgos(cubo, proteccion.estado, proteccion.testigos, encargo.primarias)
        ocultas = [celda for celda in encargo.pedidas if not proteccion.estado[celda]]
        if len(forma) == 2:
            mal |= determinadas(cubo, proteccion.estado, ocultas)
        print(
            f"{'×'.join(map(str, forma))}, media {media}: {time.process_time() - desde:.2f} s, "
            f"{len(encargo.primarias)} pequeñas, {len(proteccion.complementarias)} más, {len(mal)} hallazgos"
        )


def optimo(cubo, encargo):
    """Cuántas complementarias bastan, probándolas todas; nada si siete no alcanzan."""
    otras = [c for c in sorted(encargo.pedidas - encargo.primarias.keys()) if not cubo.totales(c)]
    for cuantas in range(8):
        for extra in combinations(otras, cuantas):
            estado = bytearray(cubo.celdas)
            for celda in encargo.pedidas - encargo.primarias.keys() - set(extra):
                estado[celda] = 1
            if all(_protegida(cubo, estado, celda, ancho) for celda, ancho in encargo.primarias.items()):
                return cuantas
    return None


def _protegida(cubo, estado, celda, ancho):
    if Busqueda(cubo, estado, []).testigo(celda, ancho):
        return True
    return cubo.propias > 2 and testigo_exacto(cubo, estado, celda, ancho) is not None


def razones(azar, segundos):
    nuestras = optimas = tablas = 0
    peor = 1.0
    hasta = time.process_time() + segundos
    while time.process_time() < hasta:
        forma = azar.choice(PEQUENAS)
        pocas = azar.sample(range(prod(forma)), azar.randint(1, 3))
        valores = [azar.randint(1, 4) if n in pocas else azar.randint(5, 30) for n in range(prod(forma))]
        cubo = crear_cubo(forma, valores)
        encargo = pedir(cubo)
        hay = optimo(cubo, encargo)
        if hay is None:
            continue
        propias = len(Protector(cubo, encargo, testigo_exacto).proteger(8).complementarias)
        ocultas, minimo = len(encargo.primarias) + propias, len(encargo.primarias) + hay
        nuestras, optimas, tablas, peor = (
            nuestras + ocultas,
            optimas + minimo,
            tablas + 1,
            max(peor, ocultas / minimo),
        )
    print(
        f"celdas ocultas / óptimo en {tablas} tablas pequeñas: {nuestras / optimas:.3f} (la peor, {peor:.2f})"
    )


def sitio(azar, historias):
    publicadas = negadas = despejadas = 0
    for _ in range(historias):
        hechas = []
        donde = [
            (lugar, mes)
            for lugar, mes in product(VALORES["localidad"], VALORES["mes"])
            if azar.random() < 0.8
        ]
        registro = [
            (*lugar, edad, azar.choice("01"))
            for lugar in donde
            for edad in "jma"
            for _ in range(azar.choice((0, 0, 1, 2, 3, 6, 9, 14)))
        ]
        for _ in range(4):
            registro = registro[azar.randint(0, 1) :] + [
                (*azar.choice(donde or [("x", "1")]), azar.choice("jma"), azar.choice("01"))
                for _ in range(azar.choice((0, 0, 2, 7)))
            ]
            base = azar.choice(sorted(VALORES))
            filtros = [(base, azar.sample(VALORES[base], 2))] if azar.random() < 0.3 else []
            pedida = pedir_publicacion(fotografiar(registro), azar.choice(EJES), filtros)
            hecha = publicar(pedida, hechas, celdas=azar.choice((40_000, 300)))
            negadas += hecha is None
            hechas += [hecha] if hecha else []
        publicadas += len(hechas)
        despejadas += sum(hay < ancho for *_, hay, ancho in (atacar(hechas) if hechas else []))
    print(
        f"{historias} historias, {publicadas} publicaciones, {negadas} negadas, "
        f"{despejadas} celdas despejadas"
    )


def libro(azar, cuantas):
    """Un registro que crece y del que se publica una y otra vez: cuánto cuesta la siguiente."""
    hechas, negadas, cortes = [], 0, {cuantas * parte // 10 for parte in range(1, 11)}
    registro, gastado, veces = [], 0.0, 0
    for numero in range(1, cuantas + 1):
        if numero % 10 == 1:  # cada diez publicaciones entraron registros
            lugar, mes = azar.choice(VALORES["localidad"]), azar.choice(VALORES["mes"])
            registro = registro + [
                (lugar, mes, edad, azar.choice("01")) for edad in "jma" for _ in range(azar.randint(0, 12))
            ]
        pedida = pedir_publicacion(fotografiar(registro), azar.choice(EJES))
        desde = time.process_time()
        hecha = publicar(pedida, hechas)
        gastado, veces = gastado + time.process_time() - desde, veces + 1
        negadas += hecha is None
        hechas += [hecha] if hecha else []
        if numero in cortes:
            print(
                f"{len(hechas)} en el libro, {negadas} negadas: {gastado / veces:.2f} s cada una", flush=True
            )
            gastado, veces = 0.0, 0


if __name__ == "__main__":
    azar = random.Random(2026)
    if "--libro" in sys.argv:
        libro(azar, int(sys.argv[sys.argv.index("--libro") + 1]))
        sys.exit()
    if "--sitio" in sys.argv:
        sitio(azar, int(sys.argv[sys.argv.index("--sitio") + 1]))
    else:
        tiempos(azar)
        razones(azar, 30)
