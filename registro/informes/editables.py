"""Los informes que se revisan, se escriben y se descargan: cada uno por su nombre y su ámbito."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.escritores import documento as d
from registro.informes.balance import armado as balance
from registro.informes.balance.reglas import EDICIONES, NOMBRES, PUBLICA, RESERVADA
from registro.informes.gestion import armado as gestion
from registro.informes.parametros import Parametros
from registro.informes.partes import Parte, sueltos
from registro.informes.publicas.tablas import TablasPublicas
from registro.informes.textos import consultas
from registro.informes.textos.consultas import Ambito, Escrito
from registro.textos import abreviar


@dataclass(frozen=True, slots=True)
class Editable:
    """Un informe: de qué trata, cómo se arma y en qué ediciones se entrega.

    ``armar`` da el documento de una edición y ``partir`` sus secciones con lo que se escribió en ellas;
    ``publicar``, el de la edición pública con sus tablas en un mismo lanzamiento.
    """

    ambito: Ambito
    titulo: str
    bajada: str
    partir: Callable[[str], list[Parte]]
    armar: Callable[[str], d.Documento]
    ediciones: tuple[str, ...] = (RESERVADA,)
    publicar: Callable[[TablasPublicas], d.Documento] | None = None

    def parte(self, clave: str) -> Parte:
        """Una sección.

        :raises NoEncontrado: ninguna se llama así.
        """
        for una in self.partir(RESERVADA):
            if una.seccion.clave == clave:
                return una
        raise NoEncontrado(f"«{self.titulo}» no tiene una sección «{abreviar(clave)}». Elíjala en la lista.")

    def historia(self, clave: str) -> list[Escrito]:
        """Lo que se ha escrito en una sección, de lo último a lo primero."""
        return consultas.historia(self.ambito, clave)

    def suelta(self, una: Parte) -> d.Documento:
        """Una sección sola, para verla mientras se escribe."""
        return d.parte_de(self.armar(RESERVADA), una.seccion.titulo, sueltos(una))

    def archivo(self, edicion: str, formato: str) -> str:
        """«balance-2023-reservada.docx»."""
        propia = f"-{edicion}" if len(self.ediciones) > 1 else ""
        return f"{self.ambito.informe}-{self.ambito.legible.replace(' ', '-').lower()}{propia}.{formato}"


def _balance(ambito: str) -> Editable:
    vigencia = Parametros.leer({"vigencia": ambito}).vigencia
    if vigencia is None:
        raise ErrorDeRegistro("Falta la vigencia. Escríbala así: 2023.", "vigencia")
    return Editable(
        ambito=balance.ambito(vigencia),
        titulo=f"Balance {vigencia}",
        bajada=f"{NOMBRES[RESERVADA]}: cifras exactas.",
        partir=lambda edicion: balance.partes(vigencia, edicion),
        armar=lambda edicion: balance.documento(vigencia, edicion),
        ediciones=EDICIONES,
        publicar=lambda tablas: balance.documento(vigencia, PUBLICA, tablas),
    )


def _gestion(ambito: str) -> Editable:
    """«ZESAI-2020-1»: la sigla y, al final, el semestre."""
    sigla, _, semestre = ambito.rpartition("-20")
    pedido = gestion.pedir(sigla, f"20{semestre}" if sigla else "")
    return Editable(
        ambito=pedido.ambito,
        titulo=pedido.titulo,
        bajada=f"{pedido.semestre.nombre.capitalize()}. Sus matrices salen de las sesiones registradas.",
        partir=lambda _edicion: gestion.partes(pedido),
        armar=lambda _edicion: gestion.documento(pedido),
    )


INFORMES: dict[str, Callable[[str], Editable]] = {"balance": _balance, "gestion": _gestion}


def editable(informe: str, ambito: str) -> Editable:
    """El informe de esa clase y ámbito («balance», «2023»; «gestion», «ZESAI-2020-1»).

    :raises NoEncontrado: no hay informes de esa clase.
    :raises ErrorDeRegistro: el ámbito no se entiende o no existe.
    """
    if informe not in INFORMES:
        raise NoEncontrado(f"No hay un informe «{abreviar(informe)}». Hay {', '.join(INFORMES)}.")
    return INFORMES[informe](ambito)
