"""Los registros detrás de atenciones, gestiones y mujeres distintas. Sólo Casa de Todas los abre."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from registro.catalogos.consultas import opciones
from registro.indicadores.consultas import atendidas
from registro.indicadores.consultas import mujeres as consultas
from registro.indicadores.consultas.atendidas import AtencionContada
from registro.indicadores.consultas.mujeres import Revuelto
from registro.informes.catalogo import excluidas
from registro.informes.registros.hallados import Hallados, Pedido, columnas
from registro.tabla import Celda, Columna, TipoColumna

CLAVES = frozenset({"area", "clase", "modalidad", "catalogo", "gestion"})


def atenciones(pedido: Pedido) -> Hallados:
    """Una línea por atención."""
    nombres = {(opcion.padre, opcion.clave): opcion.etiqueta for opcion in opciones("clase")}
    alcance = pedido.parametros.alcance(pedido.filtro)
    pagina, total = atendidas.registros(alcance, salto=pedido.salto, cuantas=pedido.cuantas)
    return _hallados(pedido, "Atenciones", (pagina, total), lambda a: nombres.get((a.area, a.que), a.que))


def gestiones(pedido: Pedido) -> Hallados:
    """Una línea por actuación o gestión."""
    nombres = {opcion.clave: opcion.etiqueta for opcion in opciones(pedido.filtro["catalogo"])}
    alcance = pedido.parametros.alcance(pedido.filtro)
    pagina, total = atendidas.registros_de_gestion(alcance, salto=pedido.salto, cuantas=pedido.cuantas)
    return _hallados(pedido, "Veces", (pagina, total), lambda gestion: nombres.get(gestion.que, gestion.que))


def _hallados(
    pedido: Pedido,
    medida: str,
    leido: tuple[Sequence[AtencionContada], int],
    nombrar: Callable[[AtencionContada], str],
) -> Hallados:
    pagina, total = leido
    areas = {opcion.clave: opcion.etiqueta for opcion in opciones("area")}
    filas = tuple(
        (
            pedido.opaco(medida, registro.id),
            Celda(registro.fecha.larga),
            Celda(f"{areas.get(registro.area, registro.area)}, {nombrar(registro).lower()}"),
            Celda(registro.lugar or "—"),
            Celda(registro.localidad or "—"),
            Celda(1),
        )
        for registro in pagina
    )
    return Hallados(columnas(medida), filas, total, total)


def mujeres(pedido: Pedido) -> Hallados:
    """Una línea por mujer, con cuántas atenciones recibió; nada dice quién es, tampoco el orden."""
    alcance = pedido.parametros.alcance(pedido.filtro)
    halladas = consultas.mujeres(
        alcance, Revuelto(pedido.semilla("mujer")), salto=pedido.salto, cuantas=pedido.cuantas
    )
    titulos = (
        *(Columna("Registro"), Columna("Atenciones que recibió", TipoColumna.ENTERO)),
        Columna("Mujeres", TipoColumna.ENTERO),
    )
    opacas = pedido.opacos("mujer", (persona for persona, _ in halladas.pagina))
    filas = tuple(
        (Celda(opaca), Celda(cuantas), Celda(1))
        for opaca, (_, cuantas) in zip(opacas, halladas.pagina, strict=True)
    )
    notas = excluidas.nota(halladas.calladas, "Mujeres")
    return Hallados(titulos, filas, halladas.todas, halladas.todas, notas=notas)
