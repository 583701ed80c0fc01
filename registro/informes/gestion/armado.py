"""El Informe de gestión armado: sus secciones, lo que se escribió en ellas y el documento."""

from __future__ import annotations

from dataclasses import dataclass

from registro.escritores import documento as d
from registro.fechas import Semestre
from registro.informes.catalogo import mesa
from registro.informes.gestion.secciones import Lectura, todas
from registro.informes.parametros import Parametros
from registro.informes.partes import Parte, bloques, con_lo_escrito
from registro.informes.textos.consultas import Ambito
from registro.instancias.fichas import FichaDeInstancia

INFORME = "gestion"


@dataclass(frozen=True, slots=True)
class Pedido:
    """De qué instancia y de qué semestre."""

    instancia: FichaDeInstancia
    semestre: Semestre
    parametros: Parametros

    @property
    def ambito(self) -> Ambito:
        """De qué informe son los textos."""
        clave = f"instancia {self.instancia.id} {self.semestre}"
        return Ambito(INFORME, clave, f"{self.instancia.sigla} {self.semestre}")

    @property
    def titulo(self) -> str:
        """«Informe de gestión ZESAI, 2020-1»."""
        return f"Informe de gestión {self.instancia.sigla}, {self.semestre}"

    @property
    def clave(self) -> str:
        """«ZESAI-2020-1», como va en una dirección."""
        return f"{self.instancia.sigla}-{self.semestre}"


def pedir(instancia: str, semestre: str) -> Pedido:
    """El informe de esa instancia y semestre.

    :raises ErrorDeRegistro: no existe la instancia, o el semestre no se entiende.
    """
    parametros = Parametros.leer({"instancia": instancia, "semestre": semestre})
    ficha, leido = mesa.pedida(parametros)
    return Pedido(ficha, leido, parametros)


def partes(pedido: Pedido) -> list[Parte]:
    """Las secciones en orden, con sus textos."""
    lectura = Lectura(pedido.instancia, pedido.semestre, mesa.leer(pedido.parametros), pedido.parametros)
    return con_lo_escrito(pedido.ambito, todas(lectura))


def documento(pedido: Pedido) -> d.Documento:
    """El informe entero, listo para escribirse en cualquier formato."""
    hechos: list[d.Bloque] = [d.Portada()]
    for una in partes(pedido):
        hechos.extend(_en_sus_hojas(list(bloques(una, None))))
    return d.Documento(
        titulo="Informe de gestión",
        autora=pedido.instancia.secretaria_tecnica or pedido.instancia.nombre,
        fecha=pedido.parametros.corte_escrito,
        bloques=tuple(hechos),
        subtitulo=f"{pedido.instancia.nombre}. {pedido.semestre.nombre.capitalize()}",
        encabezado=pedido.titulo,
        asunto=pedido.instancia.norma_creacion,
    )


def _en_sus_hojas(propios: list[d.Bloque]) -> list[d.Bloque]:
    """Si la sección trae una matriz ancha, toda ella va en hojas horizontales, con su título."""
    simples = [bloque for bloque in propios if not isinstance(bloque, d.SeccionApaisada)]
    if not any(isinstance(bloque, d.TablaEnDocumento) and bloque.apaisada for bloque in simples):
        return propios
    return [d.SeccionApaisada(tuple(simples))]
