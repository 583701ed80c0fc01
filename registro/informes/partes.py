"""Las partes de un informe: la sección calculada, lo que alguien escribió en ella y los bloques que da."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from registro.escritores import documento as d
from registro.escritores.parrafos import de_texto
from registro.informes.redaccion import Seccion
from registro.informes.textos import consultas
from registro.informes.textos.citas import CifraCambiada
from registro.informes.textos.consultas import Ambito, Escrito


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


def con_lo_escrito(ambito: Ambito, secciones: Iterable[Seccion]) -> list[Parte]:
    """Cada sección con su texto."""
    escritos = consultas.vigentes(ambito)
    return [Parte(seccion, escritos.get(seccion.clave)) for seccion in secciones]


def capitulos(todas: list[Parte]) -> list[tuple[Parte, list[Parte]]]:
    """Cada capítulo con las secciones que van debajo."""
    hechos: list[tuple[Parte, list[Parte]]] = []
    for una in todas:
        if una.seccion.nivel == 1:
            hechos.append((una, []))
        else:
            hechos[-1][1].append(una)
    return hechos


def bloques(una: Parte, seguidas: Collection[str] | None = ()) -> Iterator[d.Bloque]:
    """Lo que la parte pone en el documento; ``seguidas``: las que no empiezan página (``None``, ninguna)."""
    seccion = una.seccion
    if seccion.nivel == 1 and seguidas is not None and seccion.clave not in seguidas:
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


def sueltos(una: Parte) -> tuple[d.Bloque, ...]:
    """Los bloques sin título ni saltos: para ver una sección sola mientras se escribe."""
    return tuple(bloque for bloque in bloques(una) if not isinstance(bloque, d.Titulo | d.SaltoDePagina))


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
