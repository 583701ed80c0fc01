"""Si los puestos presentes alcanzan para decidir, según la regla de la instancia. Puro."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registro.textos import unir

_PARTES = {(1, 2): "la mitad", (1, 3): "la tercera parte", (2, 3): "las dos terceras partes"}


@dataclass(frozen=True, slots=True)
class ReglaDeDecision:
    """Qué roles cuentan y qué parte de sus puestos debe estar."""

    roles: frozenset[str]
    numerador: int
    denominador: int
    mas_de: bool

    def necesarios(self, convocados: int) -> int:
        """«Más de la mitad» de 10 son 6; «al menos la mitad», 5; de 11, 6 en las dos."""
        entero, resto = divmod(convocados * self.numerador, self.denominador)
        return entero + (1 if self.mas_de or resto else 0)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Cuántos puestos que cuentan están, de cuántos, y cuántos hacen falta."""

    presentes: int
    convocados: int
    necesarios: int

    @property
    def hay(self) -> bool:
        """Alcanza para decidir. Sin puestos que cuenten no hay con quién."""
        return self.convocados > 0 and self.presentes >= self.necesarios

    @property
    def frase(self) -> str:
        """«Hay quórum: 7 de 10 puestos, se necesitan 6»."""
        cuenta = f"{self.presentes} de {self.convocados} puestos que cuentan; se necesitan {self.necesarios}"
        return f"{'Hay quórum' if self.hay else 'No hay quórum'}: {cuenta}"


def medir(regla: ReglaDeDecision, puestos: Iterable[tuple[str, bool]]) -> Quorum:
    """El quórum de una sesión; de cada puesto, su rol y si está."""
    cuentan = [presente for rol, presente in puestos if rol in regla.roles]
    return Quorum(sum(cuentan), len(cuentan), regla.necesarios(len(cuentan)))


def escribir(regla: ReglaDeDecision, nombres: Mapping[str, str]) -> str:
    """«Más de la mitad de los puestos con rol Permanente e Integrante»; ``nombres`` dice cada rol."""
    parte = _PARTES.get(
        (regla.numerador, regla.denominador), f"{regla.numerador} de cada {regla.denominador}"
    )
    cuales = unir([nombre for rol, nombre in nombres.items() if rol in regla.roles])
    if regla.numerador == regla.denominador:
        return f"Todos los puestos con rol {cuales}"
    return f"{'Más de' if regla.mas_de else 'Al menos'} {parte} de los puestos con rol {cuales}"
