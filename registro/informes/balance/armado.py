"""El Balance armado: las secciones en orden, lo que las personas escribieron en ellas y el documento."""

from __future__ import annotations

from collections.abc import Iterator

from registro.errores import ErrorDeRegistro, NoEncontrado, TodaviaNada
from registro.escritores import documento as d
from registro.indicadores.consultas import plan
from registro.informes.balance import aportes, casa, conclusiones, general, metodo, sectores
from registro.informes.balance.lectura import Lectura
from registro.informes.balance.reglas import EDICIONES, INFORME, NOMBRES, PUBLICA, RESERVADA
from registro.informes.parametros import Parametros
from registro.informes.partes import Parte, con_lo_escrito
from registro.informes.partes import bloques as bloques_de
from registro.informes.publicas.tablas import TablasPublicas
from registro.informes.redaccion import Seccion
from registro.informes.textos.consultas import Ambito
from registro.tabla import OCULTO
from registro.textos import abreviar

SEGUIDAS = frozenset({"contexto"})  # no empiezan página
AUTORA = "Secretaría Distrital de la Mujer"


def ambito(vigencia: int) -> Ambito:
    """De qué Balance son los textos."""
    return Ambito(INFORME, str(vigencia))


def partes(vigencia: int, edicion: str = RESERVADA, tablas: TablasPublicas | None = None) -> list[Parte]:
    """Las secciones en orden, con sus textos; ``tablas``: el lanzamiento en que van las de la pública.

    :raises ErrorDeRegistro: no hay plan, o no hay esa edición.
    """
    lectura = _lectura(vigencia, edicion, tablas)
    todas = con_lo_escrito(ambito(vigencia), _secciones(lectura))
    return [para_publicar(una) for una in todas] if edicion == PUBLICA else todas


def para_publicar(una: Parte) -> Parte:
    """Un texto escrito con una cifra que ahora se oculta no sale: en su lugar va el borrador."""
    return Parte(una.seccion, None) if OCULTO in una.seccion.cifras.values() else una


def parte(vigencia: int, clave: str) -> Parte:
    """Una sección.

    :raises NoEncontrado: ninguna se llama así.
    """
    for una in partes(vigencia):
        if una.seccion.clave == clave:
            return una
    raise NoEncontrado(f"El Balance no tiene una sección «{abreviar(clave)}». Elíjala en la lista.")


def _lectura(vigencia: int, edicion: str, tablas: TablasPublicas | None) -> Lectura:
    if edicion not in EDICIONES:
        raise ErrorDeRegistro(
            f"No hay edición «{abreviar(edicion)}». Escriba reservada o publica.", "edicion"
        )
    if not plan.sectores_con_productos():
        raise TodaviaNada(
            "No hay productos en el plan, y sin ellos no hay Balance. Impórtelos, en «Importar» o con "
            "«registro importar productos», y pida el informe otra vez."
        )
    Parametros.leer({"vigencia": str(vigencia)})
    if edicion != PUBLICA:
        return Lectura(vigencia)
    return Lectura(vigencia, tablas or TablasPublicas.vigentes(), citar=False)


def _secciones(lectura: Lectura) -> Iterator[Seccion]:
    yield general.introduccion(lectura)
    yield general.contexto(lectura)
    yield from aportes.aportes(lectura)
    yield from metodo.metodo(lectura)
    yield from sectores.sectores(lectura)
    yield casa.casa_de_todas(lectura)
    yield from conclusiones.conclusiones(lectura)
    yield conclusiones.cierre()


def documento(vigencia: int, edicion: str = RESERVADA, tablas: TablasPublicas | None = None) -> d.Documento:
    """El informe entero, listo para escribirse en cualquier formato.

    :raises ErrorDeRegistro: no hay plan, o no hay esa edición.
    """
    bloques: list[d.Bloque] = [
        *(d.Portada(), d.TablaDeContenido(2), d.ListaDeTablas(), d.ListaDeFiguras()),
    ]
    todas = partes(vigencia, edicion, tablas)
    for una in todas:
        bloques.extend(bloques_de(una, SEGUIDAS))
    return d.Documento(
        titulo=f"Balance {vigencia}",
        autora=AUTORA,
        fecha=Lectura(vigencia).corte,
        bloques=tuple(bloques),
        subtitulo=general.POLITICA,
        edicion=NOMBRES[edicion],
        encabezado=f"Balance {vigencia} de la Política Pública de Actividades Sexuales Pagadas",
        asunto="CONPES D.C. 11 de 2019",
    )
