"""El documento: se arma una vez, con tablas y figuras, y se escribe de muchas maneras. No calcula nada."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import TypeAlias

from registro.tabla import Tabla

NIVELES = range(1, 5)


@dataclass(frozen=True, slots=True)
class Trozo:
    """Un pedazo de párrafo; `enlace` es una dirección y `nota` el texto de su nota al pie."""

    texto: str
    negrita: bool = False
    cursiva: bool = False
    enlace: str | None = None
    nota: str | None = None


@dataclass(frozen=True, slots=True)
class Titulo:
    """Un título de la tabla de contenido; se numera con los de su nivel."""

    texto: str
    nivel: int = 1
    numerado: bool = True

    def __post_init__(self) -> None:
        """Un nivel que no existe no llega a escribirse."""
        if self.nivel not in NIVELES:
            raise ValueError(f"No hay títulos de nivel {self.nivel}")


@dataclass(frozen=True, slots=True)
class Parrafo:
    """Un párrafo corrido."""

    trozos: tuple[Trozo, ...]

    @property
    def plano(self) -> str:
        """Sólo el texto, sin sus notas."""
        return "".join(trozo.texto for trozo in self.trozos)


@dataclass(frozen=True, slots=True)
class Lista:
    """Una lista con viñetas, o numerada."""

    puntos: tuple[Parrafo, ...]
    numerada: bool = False


@dataclass(frozen=True, slots=True)
class TablaEnDocumento:
    """Una tabla con su rótulo «Tabla n», su fuente y sus notas.

    :param titulo: el del rótulo, si no es el de la tabla.
    :param anchos: cuánto ocupa cada columna en proporción a las demás; sin ellos, según sus textos.
    :param apaisada: va en su propia sección horizontal.
    :param marcar: la columna cuyas cifras negativas llevan su señal.
    """

    tabla: Tabla
    titulo: str = ""
    anchos: tuple[float, ...] = ()
    apaisada: bool = False
    marcar: str = ""

    def __post_init__(self) -> None:
        """Los anchos son de todas las columnas o de ninguna."""
        if self.anchos and len(self.anchos) != len(self.tabla.columnas):
            raise ValueError(f"Sobran o faltan anchos para la tabla {self.tabla.nombre}")

    @property
    def rotulo(self) -> str:
        """Lo que se lee después de «Tabla n.»."""
        return self.titulo or self.tabla.titulo


@dataclass(frozen=True, slots=True)
class Figura:
    """Una imagen SVG con su rótulo «Figura n», su texto alternativo y la tabla de sus cifras."""

    svg: str
    titulo: str
    alternativo: str
    tabla: Tabla
    ancho: float = 1.0  # parte del ancho de la página

    @property
    def rotulo(self) -> str:
        """Lo que se lee después de «Figura n.»."""
        return self.titulo


@dataclass(frozen=True, slots=True)
class Portada:
    """La primera página, con lo que el documento dice de sí mismo."""


@dataclass(frozen=True, slots=True)
class TablaDeContenido:
    """Los títulos y su página."""

    hasta: int = 3


@dataclass(frozen=True, slots=True)
class ListaDeTablas:
    """Los rótulos de las tablas y su página."""


@dataclass(frozen=True, slots=True)
class ListaDeFiguras:
    """Los rótulos de las figuras y su página."""


@dataclass(frozen=True, slots=True)
class SaltoDePagina:
    """Lo que sigue empieza en otra página."""


@dataclass(frozen=True, slots=True)
class Firma:
    """Quién responde, y de qué: «Elaboró», «Revisó», «Aprobó»."""

    papel: str
    nombre: str = ""
    cargo: str = ""


@dataclass(frozen=True, slots=True)
class Firmas:
    """El espacio para firmar."""

    firmas: tuple[Firma, ...]


Simple: TypeAlias = (
    Titulo
    | Parrafo
    | Lista
    | TablaEnDocumento
    | Figura
    | Portada
    | TablaDeContenido
    | ListaDeTablas
    | ListaDeFiguras
    | SaltoDePagina
    | Firmas
)


@dataclass(frozen=True, slots=True)
class SeccionApaisada:
    """Bloques en hojas horizontales."""

    bloques: tuple[Simple, ...]


Bloque: TypeAlias = Simple | SeccionApaisada


@dataclass(frozen=True, slots=True)
class Documento:
    """Lo que dice de sí mismo y sus bloques en orden.

    :param encabezado: lo que va arriba en cada página; sin él, el título.
    :param ficha: lo que el archivo dice de sí: su serie, para qué salió, quién lo sacó y cuándo se borra.
    :param antes: si es un trozo de otro, cuántas tablas y figuras van antes en él.
    """

    titulo: str
    autora: str
    fecha: date
    bloques: tuple[Bloque, ...]
    subtitulo: str = ""
    edicion: str = ""
    encabezado: str = ""
    lengua: str = "es-CO"
    asunto: str = ""
    ficha: tuple[tuple[str, str], ...] = ()
    antes: tuple[int, int] = (0, 0)

    @property
    def serie(self) -> str:
        """«serie E-2026-000012», para el pie de cada página; vacía si no ha salido."""
        dicha = dict(self.ficha).get("serie")
        return f"serie {dicha}" if dicha else ""

    @property
    def dicho_de_si(self) -> tuple[str, ...]:
        """La ficha en renglones: «Serie: E-2026-000012»."""
        return tuple(f"{rotulo.capitalize()}: {texto}" for rotulo, texto in self.ficha)

    @property
    def arriba(self) -> str:
        """El encabezado de las páginas."""
        return self.encabezado or self.titulo


@dataclass(frozen=True, slots=True)
class Entrada:
    """Un renglón de un índice; `ancla` es el nombre interno del lugar al que lleva."""

    rotulo: str
    texto: str
    nivel: int
    ancla: str


@dataclass(frozen=True, slots=True)
class Indices:
    """Los títulos, tablas y figuras del documento, en orden y numerados."""

    titulos: tuple[Entrada, ...]
    tablas: tuple[Entrada, ...]
    figuras: tuple[Entrada, ...]


def aplanar(bloques: Iterable[Bloque]) -> Iterator[Simple]:
    """Los bloques uno tras otro, también los de las secciones apaisadas."""
    for bloque in bloques:
        if isinstance(bloque, SeccionApaisada):
            yield from bloque.bloques
        else:
            yield bloque


def indices(documento: Documento) -> Indices:
    """Lo que va en la tabla de contenido y en las listas de tablas y figuras."""
    titulos: list[Entrada] = []
    tablas: list[Entrada] = []
    figuras: list[Entrada] = []
    cuenta = [0] * len(NIVELES)
    for bloque in aplanar(documento.bloques):
        match bloque:
            case Titulo(texto, nivel, numerado):
                numero = _siguiente(cuenta, nivel) if numerado else ""
                titulos.append(Entrada(numero, texto, nivel, f"titulo{len(titulos) + 1}"))
            case TablaEnDocumento():
                cual = documento.antes[0] + len(tablas) + 1
                tablas.append(Entrada(f"Tabla {cual}", bloque.rotulo, 1, f"tabla{cual}"))
            case Figura():
                cual = documento.antes[1] + len(figuras) + 1
                figuras.append(Entrada(f"Figura {cual}", bloque.rotulo, 1, f"figura{cual}"))
            case _:
                pass
    return Indices(tuple(titulos), tuple(tablas), tuple(figuras))


def parte_de(entero: Documento, titulo: str, bloques: tuple[Bloque, ...]) -> Documento:
    """Una parte sola, con sus tablas y figuras numeradas como en el documento entero."""
    primero = next((b for b in aplanar(bloques) if isinstance(b, TablaEnDocumento | Figura)), None)
    previos = list(takewhile(lambda bloque: bloque != primero, aplanar(entero.bloques)))
    antes = tuple(sum(isinstance(b, clase) for b in previos) for clase in (TablaEnDocumento, Figura))
    return Documento(titulo, entero.autora, entero.fecha, bloques, antes=(antes[0], antes[1]))


def _siguiente(cuenta: list[int], nivel: int) -> str:
    """«2.1»: sube el de su nivel y vuelve a empezar los de abajo."""
    cuenta[nivel - 1] += 1
    cuenta[nivel:] = [0] * (len(cuenta) - nivel)
    return ".".join(str(parte) for parte in cuenta[:nivel])


def rotuladas(documento: Documento) -> Iterator[tuple[TablaEnDocumento | Figura, Entrada]]:
    """Las tablas y figuras con su rótulo: primero las tablas, después lo que hay detrás de las figuras."""
    hallados, bloques = indices(documento), list(aplanar(documento.bloques))
    yield from zip((b for b in bloques if isinstance(b, TablaEnDocumento)), hallados.tablas, strict=True)
    yield from zip((b for b in bloques if isinstance(b, Figura)), hallados.figuras, strict=True)


def parrafo(*trozos: str | Trozo) -> Parrafo:
    """Un párrafo de textos y trozos, en orden."""
    return Parrafo(tuple(Trozo(trozo) if isinstance(trozo, str) else trozo for trozo in trozos))
