"""Un registro de juguete, tablas pedidas sobre él y quien las tiene todas e intenta despejarlas."""

import hashlib
from collections import Counter
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from registro.seguridad.divulgacion.conjunto import juntar, sigue_segura
from registro.seguridad.divulgacion.proteger import Protector
from registro.seguridad.divulgacion.publicada import Eje, Foto, Publicada

BASES = ("localidad", "mes", "rango_edad", "actividad")
VALORES = {"localidad": "xyz", "mes": "1234", "rango_edad": "jma"}
# De cada lugar y mes, dos actividades: como las filas de la tabla de jornadas, o los grupos de encuentros.
ACTIVIDADES = tuple(f"{lugar}{mes}{cual}" for lugar, mes, cual in product("xyz", "1234", "01"))
GRUPOS = tuple((cual, frozenset(a for a in ACTIVIDADES if a.endswith(cual))) for cual in "01")
TRIMESTRES = (("T1", frozenset("12")), ("T2", frozenset("34")))
K = 5


def eje(nombre):
    if nombre == "trimestre":
        return Eje("mes", TRIMESTRES)
    if nombre == "actividad":
        return Eje("actividad", tuple((una, frozenset({una})) for una in ACTIVIDADES))
    if nombre == "grupo":
        return Eje("actividad", GRUPOS)
    return Eje(nombre, tuple((valor, frozenset(valor)) for valor in VALORES[nombre]))


def fotografiar(hechos):
    """``hechos``: lista de (localidad, mes, edad[, cuál de sus actividades]); todos sueltos."""
    cuentas = Counter(
        (lugar, mes, edad, f"{lugar}{mes}{''.join(cual) or 0}") for lugar, mes, edad, *cual in hechos
    )
    marca = hashlib.sha256(repr(sorted(cuentas.items())).encode()).hexdigest()[:8]
    return Foto(marca, BASES, tuple((clave, n, n, n) for clave, n in sorted(cuentas.items())))


def pedir(foto, ejes, filtros=(), medida="asistencias"):
    filtros = tuple((base, frozenset(valores)) for base, valores in filtros)
    nueva = Publicada("asistencias", medida, tuple(map(eje, ejes)), filtros, foto, {}, {}, frozenset())
    claves = list(nueva.claves())
    exactas = {clave: contar(nueva, foto, clave) for clave in claves}
    primarias = {clave: K - 1 for clave, n in exactas.items() if 0 < n < K}
    return Publicada(nueva.universo, medida, nueva.ejes, filtros, foto, exactas, primarias, frozenset(claves))


def contar(publicada, foto, clave):
    donde = publicada.donde(clave)
    if donde is None:
        return 0
    lugares = [(foto.bases.index(base), valores) for base, valores in donde.items()]
    return sum(n for fila, n, *_ in foto.filas if all(fila[lugar] in valores for lugar, valores in lugares))


def publicar(nueva, anteriores, **otros):
    """La tabla como queda publicada, o nada si se niega."""
    conjunto = juntar(nueva, anteriores, K, **otros)
    proteccion = Protector(conjunto.cubo, conjunto.encargo).proteger()
    if proteccion is None:
        return None
    visibles = frozenset(
        clave
        for clave in nueva.visibles
        if clave not in conjunto.lugares or proteccion.estado[conjunto.lugares[clave]]
    )
    lugar_de = {celda: clave for clave, celda in conjunto.lugares.items()}
    primarias = {lugar_de[c]: ancho for c, ancho in conjunto.encargo.primarias.items() if c in lugar_de}
    hecha = Publicada(
        *(nueva.universo, nueva.medida, nueva.ejes, nueva.filtros, nueva.foto, nueva.exactas),
        *(primarias, visibles),
    )
    otras = [hecha, *anteriores]
    if not all(sigue_segura(otra, [u for u in otras if u is not otra], K) for otra in conjunto.aparte):
        return None
    return hecha


def lugar_de(publicada, clave):
    donde = publicada.donde(clave)
    return None if donde is None else (publicada.foto.marca, frozenset(donde.items()))


def atacar(publicadas):
    """Cuánto puede variar cada oculta para quien junta todo lo publicado."""
    nada_pequeno_a_la_vista(publicadas)
    sistema = Sistema(publicadas)
    return [
        (una, clave, sistema.ancho(una, clave, ancho), ancho)
        for una in publicadas
        for clave, ancho in ({c: K - 1 for c, n in una.exactas.items() if 0 < n < K} | una.primarias).items()
        if clave not in una.visibles
    ]


def nada_pequeno_a_la_vista(publicadas):
    """Sólo se muestra una cuenta pequeña si ya se conocía."""
    conocidas = set()
    for una in publicadas:
        lugares = {clave: lugar_de(una, clave) for clave in una.visibles}
        pequenas = {lugares[clave] for clave in una.visibles if 0 < una.exactas[clave] < K}
        assert pequenas <= conocidas
        conocidas |= set(lugares.values())


class Sistema:
    """Todo lo publicado como ecuaciones sobre cada clase de hechos, escrito aparte de lo que se prueba."""

    def __init__(self, publicadas):
        fotos = list({una.foto.marca: una.foto for una in publicadas}.values())
        hubo = sorted({(*fila[:2], fila[3]) for foto in fotos for fila, *_ in foto.filas})
        tramos = [(a, b) for a in range(len(fotos)) for b in range(a, len(fotos))]
        self.marcas = [foto.marca for foto in fotos]
        self.incognitas = [
            ((lugar, mes, edad, actividad), tramo)
            for (lugar, mes, actividad), edad, tramo in product(hubo, VALORES["rango_edad"], tramos)
        ]
        vistas = [(self.fila(una, clave), una.exactas[clave]) for una in publicadas for clave in una.visibles]
        valores = [valor for _, valor in vistas]
        self.reglas = LinearConstraint(np.array([fila for fila, _ in vistas]), valores, valores)

    def fila(self, publicada, clave):
        donde = publicada.donde(clave)
        donde = {"mes": ()} if donde is None else donde
        cual = self.marcas.index(publicada.foto.marca)
        return np.array(
            [
                float(a <= cual <= b and all(valores[BASES.index(base)] in v for base, v in donde.items()))
                for valores, (a, b) in self.incognitas
            ]
        )

    def ancho(self, publicada, clave, ancho):
        propia = self.fila(publicada, clave)
        tope = LinearConstraint(propia[None, :], 0, publicada.exactas[clave] + 2 * ancho)
        extremos = [
            milp(signo * propia, integrality=1, bounds=Bounds(0, np.inf), constraints=[self.reglas, tope])
            for signo in (1, -1)
        ]
        assert all(extremo.success for extremo in extremos)
        minimo, maximo = (round(abs(extremo.fun)) for extremo in extremos)
        return maximo - minimo
