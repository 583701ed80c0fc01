"""Cuánto tarda proteger una tabla, cuánto se oculta frente al óptimo, y un asedio largo a lo publicado.

``python -m tests.rendimiento.divulgacion`` mide; con ``--sitio N`` publica N historias al azar y las ataca;
con ``--libro N`` mide cuánto tarda la siguiente cuando ya hay hasta N en el libro; con ``--reidentificar N``
vive N historias al azar (hypothesis), publica en cada momento de verdad (tablas, conteos y el Balance) y lo
junta todo con un archivo de afuera.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from itertools import combinations, product
from math import prod
from pathlib import Path

from registro.seguridad.divulgacion.auditoria import determinadas, hallazgos
from registro.seguridad.divulgacion.busqueda import Busqueda
from registro.seguridad.divulgacion.exacta import testigo_exacto
from registro.seguridad.divulgacion.proteger import Protector
from tests.seguridad.divulgacion import registros
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
    """De cada período se publica diez veces mientras le entran registros: cuánto cuesta la siguiente."""
    registros.VALORES["mes"] = "".join(chr(0x4E00 + n) for n in range(cuantas // 10))
    hechas, registro = [], []
    for periodo in registros.VALORES["mes"]:
        gastado = 0.0
        for numero in range(10):
            if numero % 4 == 0:
                registro = registro + [
                    (lugar, periodo, edad)
                    for lugar, edad in product("xyz", "jma")
                    for _ in range(azar.randint(3, 40))
                ]
            ejes = azar.choice((("localidad",), ("rango_edad",), ("localidad", "rango_edad")))
            pedida = pedir_publicacion(fotografiar(registro), ejes, [("mes", periodo)])
            desde = time.process_time()
            hecha = publicar(pedida, hechas)
            gastado += time.process_time() - desde
            hechas += [hecha] if hecha else []
        if len(hechas) % 50 < 10:
            print(f"{len(hechas)} en el libro: {gastado / 10:.3f} s cada publicación", flush=True)


def reidentificar(cuantas):
    """Historias al azar en bases de verdad, sus archivos públicos, y quien los junta con uno de afuera."""
    from hypothesis import HealthCheck, Phase, given, settings

    from tests.bases import plantillas
    from tests.bases.aplicaciones import cerrar_todas
    from tests.bases.instalaciones import Instalaciones
    from tests.bases.motores import EnSqlite
    from tests.seguridad.divulgacion.historias import historias
    from tests.seguridad.divulgacion.reidentificacion import asediar

    sumas, hallado, desde = Counter(), [], time.perf_counter()

    @settings(
        max_examples=cuantas,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(historia=historias(con_balance=True))
    def atacada(historia):
        datos = carpeta / f"{sumas['historias']}"
        with instalaciones.copia(motor, plantillas.recien_instalada, datos) as app, app.app_context():
            vistas, ocultas, despejadas, sabidas = asediar(historia)
        sumas.update(historias=1, vistas=vistas, ocultas=ocultas, personas=len(sabidas))
        sumas.update(despejadas=len(despejadas))
        if despejadas or sabidas:
            hallado.append((despejadas, sabidas, historia))
        print(f"\r{sumas['historias']} de {cuantas}", end="", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="registro-afuera-") as lugar:
        carpeta = Path(lugar)
        motor, instalaciones = EnSqlite(carpeta), Instalaciones(carpeta)
        atacada()
        cerrar_todas()
    print(f"en {time.perf_counter() - desde:.0f} s, ", end="")
    sys.exit(decir(sumas, hallado))


def decir(sumas, hallado):
    """Lo visto y, si se supo algo, qué y en cuál historia; con qué código termina la orden."""
    print(
        f"{sumas['historias']} historias: {sumas['vistas']} casillas vistas, {sumas['ocultas']} ocultas, "
        f"{sumas['despejadas']} despejadas, {sumas['personas']} personas"
    )
    for mal in hallado:
        print(f"  {mal}")
    return 1 if hallado else 0


if __name__ == "__main__":
    azar = random.Random(2026)
    if "--libro" in sys.argv:
        libro(azar, int(sys.argv[sys.argv.index("--libro") + 1]))
    elif "--reidentificar" in sys.argv:
        reidentificar(int(sys.argv[sys.argv.index("--reidentificar") + 1]))
    elif "--sitio" in sys.argv:
        sitio(azar, int(sys.argv[sys.argv.index("--sitio") + 1]))
    else:
        tiempos(azar)
        razones(azar, 30)
