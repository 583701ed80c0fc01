"""El Balance armado: las secciones en orden, lo que las personas escribieron en ellas y el documento."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.escritores import documento as d
from registro.escritores.parrafos import de_texto
from registro.indicadores.consultas import plan
from registro.informes.balance import aportes, casa, conclusiones, general, metodo, sectores
from registro.informes.balance.lectura import Lectura
from registro.informes.balance.redaccion import Seccion
from registro.informes.balance.reglas import EDICIONES, INFORME, NOMBRES, PUBLICA, RESERVADA
from registro.informes.parametros import Parametros
from registro.informes.textos import consultas
from registro.informes.textos.citas import CifraCambiada
from registro.informes.textos.consultas import Ambito, Escrito
from registro.textos import abreviar

SEGUIDAS = frozenset({"contexto"})  # no empiezan página
AUTORA = "Secretaría Distrital de la Mujer"


@dataclass(frozen=True, slots=True)
class Parte:
    """Una sección con lo último que alguien escribió en ella, si escribió."""

    seccion: Seccion
    escrito: Escrito | None

    @property
    def editada(self) -> bool:
        """Dice algo distinto del borrador."""
        return self.escrito is not None and bool(self.escrito.texto)

    @property
    def texto(self) -> str:
        """Lo que va en el informe."""
        return self.escrito.texto if self.escrito is not None and self.editada else self.seccion.borrador

    @property
    def version(self) -> int:
        """La última guardada; 0 si nadie ha escrito."""
        return self.escrito.version if self.escrito else 0

    @property
    def estado(self) -> str:
        """En qué va, con la palabra que lleva su forma."""
        if self.cambiadas:
            return "Con cifras que cambiaron"
        return "Editada" if self.editada else "Borrador calculado"

    @property
    def cambiadas(self) -> list[CifraCambiada]:
        """Las cifras que el texto cita y que hoy son otras."""
        return self.escrito.cambiadas(self.seccion.cifras) if self.escrito and self.editada else []


def ambito(vigencia: int) -> Ambito:
    """De qué Balance son los textos."""
    return Ambito(INFORME, str(vigencia))


def partes(vigencia: int, edicion: str = RESERVADA) -> list[Parte]:
    """Las secciones en orden, con sus textos.

    :raises ErrorDeRegistro: no hay plan, o la edición todavía no existe.
    """
    lectura = _lectura(vigencia, edicion)
    escritos = consultas.vigentes(ambito(vigencia))
    return [Parte(seccion, escritos.get(seccion.clave)) for seccion in _secciones(lectura)]


def parte(vigencia: int, clave: str) -> Parte:
    """Una sección.

    :raises NoEncontrado: ninguna se llama así.
    """
    for una in partes(vigencia):
        if una.seccion.clave == clave:
            return una
    raise NoEncontrado(f"El Balance no tiene una sección «{abreviar(clave)}». Elíjala en la lista.")


def capitulos(todas: list[Parte]) -> list[tuple[Parte, list[Parte]]]:
    """Cada capítulo con las secciones que van debajo."""
    hechos: list[tuple[Parte, list[Parte]]] = []
    for una in todas:
        if una.seccion.nivel == 1:
            hechos.append((una, []))
        else:
            hechos[-1][1].append(una)
    return hechos


def historia(vigencia: int, clave: str) -> list[Escrito]:
    """Lo que se ha escrito en una sección, de lo último a lo primero."""
    return consultas.historia(ambito(vigencia), clave)


def suelta(vigencia: int, una: Parte) -> d.Documento:
    """Una sección sola, con sus tablas y figuras: para verla mientras se escribe."""
    bloques = tuple(bloque for bloque in _bloques(una) if not isinstance(bloque, d.Titulo | d.SaltoDePagina))
    return d.Documento(una.seccion.titulo, AUTORA, Lectura(vigencia).corte, bloques)


def _lectura(vigencia: int, edicion: str) -> Lectura:
    if edicion not in EDICIONES:
        raise ErrorDeRegistro(
            f"No hay edición «{abreviar(edicion)}». Escriba reservada o publica.", "edicion"
        )
    if edicion == PUBLICA:
        raise ErrorDeRegistro(
            "La edición pública todavía no existe: necesita el control de divulgación, que oculta los "
            "conteos pequeños. Pida la reservada. No se escribió nada.",
            "edicion",
        )
    if not plan.sectores_con_productos():
        raise ErrorDeRegistro(
            "No hay productos en el plan, y sin ellos no hay Balance. Impórtelos con «registro importar "
            "productos» y pida el informe otra vez."
        )
    Parametros.leer({"vigencia": str(vigencia)})
    return Lectura(vigencia)


def _secciones(lectura: Lectura) -> Iterator[Seccion]:
    yield general.introduccion(lectura)
    yield general.contexto(lectura)
    yield from aportes.aportes(lectura)
    yield from metodo.metodo(lectura)
    yield from sectores.sectores(lectura)
    yield casa.casa_de_todas(lectura)
    yield from conclusiones.conclusiones(lectura)
    yield conclusiones.cierre()


def documento(vigencia: int, edicion: str = RESERVADA) -> d.Documento:
    """El informe entero, listo para escribirse en cualquier formato.

    :raises ErrorDeRegistro: no hay plan, o la edición todavía no existe.
    """
    bloques: list[d.Bloque] = [
        *(d.Portada(), d.TablaDeContenido(2), d.ListaDeTablas(), d.ListaDeFiguras()),
    ]
    todas = partes(vigencia, edicion)
    for una in todas:
        bloques.extend(_bloques(una))
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


def _bloques(una: Parte) -> Iterator[d.Simple]:
    seccion = una.seccion
    if seccion.nivel == 1 and seccion.clave not in SEGUIDAS:
        yield d.SaltoDePagina()
    escritos: tuple[d.Simple, ...] = de_texto(una.texto)
    if seccion.en_linea:
        escritos = _con_entrada(_entrada(seccion), escritos)
    else:
        yield d.Titulo(seccion.titulo, seccion.nivel, seccion.numerado)
    if seccion.firmas:
        escritos = con_firmas(una.texto)
    yield from escritos
    yield from seccion.despues


def _entrada(seccion: Seccion) -> tuple[d.Trozo, ...]:
    """El título en negrita; de un producto sólo su código, y su nombre, que es largo, en cursiva."""
    if not seccion.clave.startswith("producto."):
        return (d.Trozo(f"{seccion.titulo}.", negrita=True),)
    codigo, _, nombre = seccion.titulo.partition(" ")
    return d.Trozo(f"{codigo} ", negrita=True), d.Trozo(f"{nombre}.", cursiva=True)


def _con_entrada(titulo: tuple[d.Trozo, ...], escritos: tuple[d.Simple, ...]) -> tuple[d.Simple, ...]:
    """El título al comienzo del primer párrafo, o solo si lo primero es una lista."""
    match escritos:
        case [d.Parrafo(trozos), *resto]:
            return (d.Parrafo((*titulo, d.Trozo(" "), *trozos)), *resto)
        case _:
            return (d.Parrafo(titulo), *escritos)


def con_firmas(texto: str) -> tuple[d.Simple, ...]:
    """Cada renglón «Elaboró: nombre, cargo» es una firma; lo demás son párrafos."""
    firmas, prosa = [], []
    for renglon in texto.splitlines():
        papel, dos_puntos, quien = renglon.partition(":")
        if dos_puntos and papel.strip() and len(papel.split()) == 1:
            nombre, _, cargo = quien.strip().partition(",")
            firmas.append(d.Firma(papel.strip(), nombre.strip(), cargo.strip()))
        else:
            prosa.append(renglon)
    finales: tuple[d.Simple, ...] = (d.Firmas(tuple(firmas)),) if firmas else ()
    return (*de_texto("\n".join(prosa)), *finales)
