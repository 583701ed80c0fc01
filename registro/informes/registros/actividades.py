"""Los registros detrás de actividades, sesiones, asistencias y cantidades."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from registro.actividades.tipos import TIPOS
from registro.indicadores import formulas
from registro.indicadores.consultas import realizadas
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.autorizadas import asistencias_sin_autorizar
from registro.indicadores.consultas.realizadas import Contada
from registro.indicadores.hechos import HechoDeActividad
from registro.informes.catalogo import excluidas
from registro.informes.registros.hallados import Hallados, Pedido, Segmento, columnas, leer_pagina
from registro.matrices.motor import SIN_REPETIR
from registro.tabla import Celda, Fila, TipoColumna, Valor

CLAVES = frozenset(
    {"tipo", "actividad", "localidad", "contada"}
    | {nombre for tipo in TIPOS.values() for nombre in tipo.propios}
)
ORIGENES = {
    "qr": "Con tarjeta",
    "manual": "Registrada a mano",
    "anonima": "Sin tarjeta",
    "autorregistro": "Con su propio teléfono",
    "importada": "Importada",
}


def actividades(pedido: Pedido) -> Hallados:
    """Una línea por actividad."""
    return _por_actividad(pedido, "Actividades", lambda _hecho: 1)


def sesiones(pedido: Pedido) -> Hallados:
    """Una línea por actividad, con las sesiones que representa."""
    return _por_actividad(pedido, "Sesiones", lambda hecho: hecho.sesiones)


def cantidad(pedido: Pedido) -> Hallados:
    """Una línea por actividad que declaró una cantidad."""
    hechos = [hecho for hecho in _hechos(pedido) if hecho.propios.get("cantidad") is not None]
    valores = [Decimal(hecho.propios["cantidad"] or 0) for hecho in hechos]
    titulo = pedido.filtro.get("unidad") or "Cantidad"
    filas = [_fila(pedido, hecho, valor) for hecho, valor in zip(hechos, valores, strict=True)]
    pagina = tuple(filas[pedido.salto : pedido.salto + pedido.cuantas])
    titulos = columnas(titulo[:1].upper() + titulo[1:], TipoColumna.DECIMAL)
    return Hallados(titulos, pagina, len(filas), sum(valores, Decimal(0)))


def asistencias(pedido: Pedido) -> Hallados:
    """Por tipo: lo que el equipo contó y no se leyó, y después cada lectura."""
    segmentos: list[Segmento] = []
    suma = 0
    for clave in realizadas.tipos_de(_tipo(pedido)):
        contadas = realizadas.contadas_de_tipo(_alcance(pedido), clave)
        totales = [formulas.asistencias(una.conteos).total for una in contadas]
        suma += sum(totales)
        segmentos += [_contadas(pedido, clave, contadas, totales), _leidas(pedido, clave, contadas)]
    filas = leer_pagina(segmentos, pedido.salto, pedido.cuantas)
    calladas = asistencias_sin_autorizar(_alcance(pedido), tuple(realizadas.tipos_de(_tipo(pedido))))
    notas = excluidas.nota(calladas, "Asistencias de personas")
    cuantos = sum(largo for largo, _ in segmentos)
    return Hallados(columnas("Asistencias"), filas, cuantos, suma, notas=notas)


def _contadas(pedido: Pedido, clave: str, contadas: Sequence[Contada], totales: Sequence[int]) -> Segmento:
    """Lo declarado que no alcanzó a leerse: una línea por actividad."""
    restos = ((una.id, total - una.conteos.leidas) for una, total in zip(contadas, totales, strict=True))
    con_resto = [(id_, resto) for id_, resto in restos if resto]

    def leer(salto: int, cuantas: int) -> list[Fila]:
        pagina = con_resto[salto : salto + cuantas]
        hechos = realizadas.de_ids(_alcance(pedido), clave, (id_ for id_, _ in pagina))
        return [_fila(pedido, hechos[id_], resto, "Contadas por el equipo") for id_, resto in pagina]

    return len(con_resto), leer


def _leidas(pedido: Pedido, clave: str, contadas: Sequence[Contada]) -> Segmento:
    """Cada lectura, con un nombre que no dice de quién es."""

    def leer(salto: int, cuantas: int) -> list[Fila]:
        pagina = realizadas.lecturas_de_tipo(_alcance(pedido), clave, salto=salto, cuantas=cuantas)
        hechos = realizadas.de_ids(_alcance(pedido), clave, (lectura.actividad_id for lectura in pagina))
        return [
            (
                pedido.opaco(f"lectura de {clave}", lectura.id),
                *_donde(hechos[lectura.actividad_id], ORIGENES.get(lectura.origen, lectura.origen)),
                Celda(lectura.cantidad),
            )
            for lectura in pagina
        ]

    return sum(una.lecturas for una in contadas), leer


def _por_actividad(pedido: Pedido, titulo: str, medir: Callable[[HechoDeActividad], int]) -> Hallados:
    hechos = _hechos(pedido)
    filas = tuple(
        _fila(pedido, hecho, medir(hecho)) for hecho in hechos[pedido.salto : pedido.salto + pedido.cuantas]
    )
    return Hallados(columnas(titulo), filas, len(hechos), sum(medir(hecho) for hecho in hechos))


def _hechos(pedido: Pedido) -> list[HechoDeActividad]:
    hechos = realizadas.todas(_alcance(pedido), _tipo(pedido))
    if dict(SIN_REPETIR).items() <= pedido.filtro.items():
        dobles = formulas.repetidas(realizadas.todas(pedido.parametros.alcance(), _tipo(pedido)))
        hechos = [hecho for hecho in hechos if hecho.id not in dobles]
    return sorted(hechos, key=lambda hecho: (hecho.fecha.dia, hecho.id))


def _alcance(pedido: Pedido) -> Alcance:
    return pedido.parametros.alcance(pedido.filtro)


def _tipo(pedido: Pedido) -> str | None:
    return pedido.filtro.get("tipo") or pedido.parametros.tipo


def _fila(pedido: Pedido, hecho: HechoDeActividad, valor: Valor, que: str = "") -> Fila:
    return (
        pedido.opaco("actividad", hecho.id),
        *_donde(hecho, f"{hecho.titulo}. {que}" if que else hecho.titulo),
        Celda(valor),
    )


def _donde(hecho: HechoDeActividad, que: str) -> tuple[Celda, ...]:
    """Cuándo, qué y dónde; «qué» lleva a la actividad."""
    return (
        Celda(hecho.fecha.larga),
        Celda(que, (("actividad", hecho.uuid),)),
        Celda(hecho.lugar or "—"),
        Celda(hecho.localidad or "—"),
    )
