"""Trimestres: cuándo empiezan y terminan, y en cuáles debe reportarse un producto según su periodicidad."""

from dataclasses import dataclass
from datetime import date, timedelta

from registro.errores import ErrorDeRegistro
from registro.textos import unir

TRIMESTRES = (1, 2, 3, 4)
MESES_POR_TRIMESTRE = 3
ORDINALES = ("primer", "segundo", "tercer", "cuarto")
PRIMERA_VIGENCIA, ULTIMA_VIGENCIA = 2010, 2100

# Lo que no cierra con un trimestre se reporta en el que termina justo después.
DE_PERIODICIDAD: dict[str, tuple[int, ...]] = {
    "anual": (4,),
    "semestral": (2, 4),
    "cuatrimestral": (2, 3, 4),
    "trimestral": TRIMESTRES,
    "bimestral": TRIMESTRES,
    "mensual": TRIMESTRES,
}
SIN_PUBLICAR = (4,)


@dataclass(frozen=True, slots=True, order=True)
class Periodo:
    """Un trimestre de una vigencia."""

    vigencia: int
    trimestre: int

    @classmethod
    def leer(cls, vigencia: int, trimestre: int) -> "Periodo":
        """El trimestre pedido.

        :raises ErrorDeRegistro: la vigencia o el trimestre no existen.
        """
        if not PRIMERA_VIGENCIA <= vigencia <= ULTIMA_VIGENCIA:
            raise ErrorDeRegistro(
                f"No hay vigencia {vigencia}. Escriba un año desde {PRIMERA_VIGENCIA}.", "vigencia"
            )
        if trimestre not in TRIMESTRES:
            raise ErrorDeRegistro(f"No hay trimestre {trimestre}. Es 1, 2, 3 o 4.", "trimestre")
        return cls(vigencia, trimestre)

    @classmethod
    def de(cls, dia: date) -> "Periodo":
        """El trimestre en que cae un día."""
        return cls(dia.year, (dia.month - 1) // MESES_POR_TRIMESTRE + 1)

    @property
    def mes(self) -> int:
        """El último de sus meses: 3, 6, 9 o 12."""
        return self.trimestre * MESES_POR_TRIMESTRE

    @property
    def inicio(self) -> date:
        """Su primer día."""
        return date(self.vigencia, self.mes - 2, 1)

    @property
    def fin(self) -> date:
        """Su último día."""
        return self.siguiente.inicio - timedelta(days=1)

    @property
    def siguiente(self) -> "Periodo":
        """El que viene después."""
        ultimo = self.trimestre == TRIMESTRES[-1]
        return Periodo(self.vigencia + 1, 1) if ultimo else Periodo(self.vigencia, self.trimestre + 1)

    @property
    def anterior(self) -> "Periodo":
        """El que iba antes."""
        primero = self.trimestre == 1
        return (
            Periodo(self.vigencia - 1, TRIMESTRES[-1])
            if primero
            else Periodo(self.vigencia, self.trimestre - 1)
        )

    @property
    def nombre(self) -> str:
        """«tercer trimestre de 2026»."""
        return f"{ORDINALES[self.trimestre - 1]} trimestre de {self.vigencia}"

    def __str__(self) -> str:
        """«2026-T3»."""
        return f"{self.vigencia}-T{self.trimestre}"


@dataclass(frozen=True, slots=True)
class Calendario:
    """Lo que decide cuándo reporta un producto; sin periodicidad publicada se pide en el cuarto trimestre."""

    periodicidad: str = ""
    vigencia_inicial: int | None = None
    vigencia_final: int | None = None

    @property
    def trimestres(self) -> tuple[int, ...]:
        """En cuáles se reporta."""
        return DE_PERIODICIDAD.get(self.periodicidad, SIN_PUBLICAR)

    @property
    def publicada(self) -> bool:
        """Si la periodicidad se conoce."""
        return self.periodicidad in DE_PERIODICIDAD

    def debe(self, periodo: Periodo) -> bool:
        """Si el producto se reporta en ese trimestre."""
        return not self.por_que_no(periodo)

    def por_que_no(self, periodo: Periodo) -> str:
        """La razón, en palabras; vacía si sí se reporta."""
        if self.vigencia_inicial is not None and periodo.vigencia < self.vigencia_inicial:
            return f"empieza en {self.vigencia_inicial}"
        if self.vigencia_final is not None and periodo.vigencia > self.vigencia_final:
            return f"terminó en {self.vigencia_final}"
        if periodo.trimestre not in self.trimestres:
            cuales = unir([f"T{numero}" for numero in self.trimestres])
            if self.publicada:
                return f"es {self.periodicidad}: se reporta en {cuales}"
            return f"no tiene periodicidad publicada: se reporta en {cuales}"
        return ""
