"""Un borrador mientras se escribe: los párrafos y las cifras que citan, cada una con su nombre."""

from dataclasses import dataclass, field

from registro.escritores.documento import Simple
from registro.informes.datos import Dato


@dataclass(slots=True)
class Redaccion:
    """Párrafos y cifras, en el orden en que se van diciendo."""

    parrafos: list[str] = field(default_factory=list)
    cifras: dict[str, str] = field(default_factory=dict)

    def cifra(self, nombre: str, dato: Dato | str) -> str:
        """Como se escribe la cifra; queda anotada con su nombre."""
        escrito = dato if isinstance(dato, str) else dato.escrito
        self.cifras[nombre] = escrito
        return escrito

    def contar(self, nombre: str, dato: Dato, uno: str, varios: str) -> str:
        """«12 sesiones», con la cifra anotada."""
        self.cifras[nombre] = dato.escrito
        return dato.contar(uno, varios)

    def decir(self, *frases: str) -> None:
        """Un párrafo de esas frases; las vacías no cuentan."""
        dichas = [frase for frase in frases if frase]
        if dichas:
            self.parrafos.append(" ".join(dichas))

    def enumerar(self, puntos: list[str]) -> None:
        """Una lista con viñetas."""
        if puntos:
            self.parrafos.append("\n".join(f"- {punto}" for punto in puntos))

    @property
    def texto(self) -> str:
        """El borrador entero."""
        return "\n\n".join(self.parrafos)


@dataclass(frozen=True, slots=True)
class Seccion:
    """Una parte del informe que se redacta y se edita por aparte.

    :param despues: sus tablas y figuras.
    :param en_linea: su título va en negrita al comienzo del primer párrafo.
    """

    clave: str
    titulo: str
    nivel: int
    borrador: str
    cifras: dict[str, str]
    despues: tuple[Simple, ...] = ()
    en_linea: bool = False
    numerado: bool = True
    firmas: bool = False


def seccion(
    clave: str, titulo: str, nivel: int, redaccion: Redaccion, *despues: Simple, en_linea: bool = False
) -> Seccion:
    """La sección de un borrador terminado."""
    return Seccion(clave, titulo, nivel, redaccion.texto, redaccion.cifras, despues, en_linea=en_linea)
