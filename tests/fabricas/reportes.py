"""Productos, enlaces y reportes para las pruebas del ciclo trimestral."""

from decimal import Decimal

from registro.indicadores.reportes import operaciones
from registro.indicadores.reportes.lectura import Escrito
from registro.indicadores.reportes.operaciones import Borrador
from registro.indicadores.reportes.periodos import Periodo
from registro.seguridad.permisos import Actor
from tests.fabricas import productos

T4 = Periodo(2023, 4)
ANALISTA = Actor(None, "Análisis", frozenset({"analista"}))


def sector_de(nombre="Educación"):
    return productos.sector_llamado(nombre)


def enlace_de(nombre="Educación"):
    """Quien reporta por ese sector."""
    return Actor(None, f"Enlace de {nombre}", frozenset({"enlace"}), "pantalla", sector_de(nombre))


def crear_producto(codigo="1.3.4", sector="Educación", *, metas=None, **definicion):
    """Anual y de suma, si no se dice otra cosa; `metas`: por vigencia, o por un par de ellas en un saldo."""
    comunes = {"periodicidad": "anual", "vigencia_final": 2029, "meta_final": Decimal(150)}
    tramos = [(v if isinstance(v, tuple) else (v, v), meta) for v, meta in (metas or {2023: 15}).items()]
    cifras = [("meta", desde, hasta, meta) for (desde, hasta), meta in tramos]
    return productos.crear_producto(codigo, sector, cifras=cifras, **(comunes | definicion))


def borrador(valor=None, *, partes=(None, None), version=0, texto="Se hicieron talleres.", **otros):
    return Borrador(Escrito(valor, *partes), texto=texto, version=version, **otros)


def reportar(codigo="1.3.4", periodo=T4, valor="15", *, sector="Educación", **otros):
    """Guarda y envía; devuelve la versión enviada."""
    enlace = enlace_de(sector)
    version = operaciones.guardar(enlace, codigo, periodo, borrador(valor, **otros))
    operaciones.enviar(enlace, codigo, periodo, version)
    return version + 1


def aprobar(codigo="1.3.4", periodo=T4, valor="15", **otros):
    """Guarda, envía y aprueba; devuelve la versión aprobada."""
    version = reportar(codigo, periodo, valor, **otros)
    operaciones.aprobar(ANALISTA, codigo, periodo, version)
    return version + 1
