"""Los registros detrás de atenciones, gestiones y mujeres distintas. Sólo Casa de Todas los abre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from registro.catalogos.consultas import opciones
from registro.indicadores import formulas
from registro.indicadores.consultas import atendidas
from registro.indicadores.consultas.atendidas import AtencionContada
from registro.indicadores.consultas.autorizadas import sin_autorizar
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
    """Una línea por mujer, con cuántas atenciones recibió; nada dice quién es."""
    fusiones = atendidas.fusiones()
    suyas: dict[int, int] = defaultdict(int)
    for persona, cuantas in atendidas.de_cada_persona(pedido.parametros.alcance(pedido.filtro)):
        suyas[formulas.persona_final(persona, fusiones)] += cuantas
    # El orden tampoco dice quién llegó antes.
    nombradas = sorted(zip(pedido.opacos("mujer", suyas), suyas.values(), strict=True))
    titulos = (
        *(Columna("Registro"), Columna("Atenciones que recibió", TipoColumna.ENTERO)),
        Columna("Mujeres", TipoColumna.ENTERO),
    )
    pagina = nombradas[pedido.salto : pedido.salto + pedido.cuantas]
    filas = tuple((Celda(opaca), Celda(cuantas), Celda(1)) for opaca, cuantas in pagina)
    notas = excluidas.nota(sin_autorizar(suyas), "Mujeres")
    return Hallados(titulos, filas, len(nombradas), len(nombradas), notas=notas)
