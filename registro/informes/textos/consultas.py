"""Lo último que se escribió en cada sección, y todo lo que se ha escrito en una."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from registro.extensiones import db
from registro.informes.textos.citas import CifraCambiada, Cifras, cambiadas
from registro.informes.textos.modelo import TextoDeInforme


@dataclass(frozen=True, slots=True)
class Ambito:
    """De qué informe y de cuál se trata: («balance», «2023») o («gestion», «instancia 1 2020-1»).

    ``clave`` no cambia aunque la instancia corrija su sigla; ``nombre`` es como se lee, si es otro.
    """

    informe: str
    clave: str
    nombre: str = ""

    @property
    def legible(self) -> str:
        """«2023», «ZESAI 2020-1»."""
        return self.nombre or self.clave


@dataclass(frozen=True, slots=True)
class Escrito:
    """Una versión de un texto; sin texto, la sección volvió a su borrador."""

    version: int
    texto: str
    cifras: Mapping[str, str]
    escrito_en: datetime
    escrito_por: str

    def cambiadas(self, actuales: Cifras) -> list[CifraCambiada]:
        """Las cifras que cita y que hoy son otras."""
        return cambiadas(self.texto, self.cifras, actuales)


def vigentes(ambito: Ambito) -> dict[str, Escrito]:
    """La última versión de cada sección que alguien ha escrito."""
    propio = TextoDeInforme.informe == ambito.informe, TextoDeInforme.ambito == ambito.clave
    ultimas = (
        select(TextoDeInforme.seccion, func.max(TextoDeInforme.version).label("version"))
        .where(*propio)
        .group_by(TextoDeInforme.seccion)
        .subquery()
    )
    mismas = TextoDeInforme.seccion == ultimas.c.seccion, TextoDeInforme.version == ultimas.c.version
    orden = select(TextoDeInforme).join(ultimas, mismas[0] & mismas[1]).where(*propio)
    return {texto.seccion: _escrito(texto) for texto in db.session.scalars(orden)}


def historia(ambito: Ambito, seccion: str) -> list[Escrito]:
    """Todas las versiones de una sección, de la última a la primera."""
    orden = select(TextoDeInforme).where(
        TextoDeInforme.informe == ambito.informe,
        TextoDeInforme.ambito == ambito.clave,
        TextoDeInforme.seccion == seccion,
    )
    return [_escrito(texto) for texto in db.session.scalars(orden.order_by(TextoDeInforme.version.desc()))]


def _escrito(texto: TextoDeInforme) -> Escrito:
    return Escrito(texto.version, texto.texto, texto.cifras, texto.escrito_en, texto.escrito_por)
