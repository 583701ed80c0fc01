"""Cada palabra que lleva color lleva también su forma: así se entiende sin color y en papel."""

from dataclasses import dataclass
from decimal import Decimal

from registro.tabla import Celda, Columna

TINTAS = {
    "verde": "1F7A4D",
    "amarilla": "9A6700",
    "roja": "B3261E",
    "azul": "1F5F99",
    "naranja": "A34A00",
    "gris": "5D5969",
}


@dataclass(frozen=True, slots=True)
class Senal:
    """La forma de una palabra y el nombre de su color."""

    clase: str
    forma: str

    @property
    def tinta(self) -> str:
        """El color en hexadecimal, para el papel."""
        return TINTAS[self.clase]


SENALES = {
    "Verde": Senal("verde", "●"),
    "Amarillo": Senal("amarilla", "▲"),
    "Rojo": Senal("roja", "■"),
    "Cumplido": Senal("azul", "◆"),
    "Cumplidos": Senal("azul", "◆"),
    "Naranja": Senal("naranja", "⬟"),
    "Sin meta": Senal("gris", "○"),
    "Sí": Senal("verde", "✓"),
    "No": Senal("roja", "✕"),
    "Borrador calculado": Senal("gris", "○"),
    "Editada": Senal("verde", "✓"),
    "Con cifras que cambiaron": Senal("amarilla", "▲"),
    "Programada": Senal("azul", "◇"),
    "Sin empezar": Senal("gris", "○"),
    "Borrador": Senal("gris", "◇"),
    "Enviado": Senal("azul", "◆"),
    "Devuelto": Senal("amarilla", "▲"),
    "Aprobado": Senal("verde", "●"),
    "Congelado": Senal("azul", "■"),
    "Cerrado sin reporte": Senal("gris", "□"),
    "Reabierto": Senal("gris", "○"),
    "Vencido": Senal("roja", "■"),
    "Hoy": Senal("roja", "▲"),
    "D-1": Senal("roja", "▲"),
    "D-2": Senal("amarilla", "▲"),
    "D-3": Senal("amarilla", "▲"),
    "D-4": Senal("amarilla", "▲"),
    "D-5": Senal("amarilla", "▲"),
    "Abierta": Senal("verde", "●"),
    "Cerrada": Senal("gris", "✓"),
    "Anulada": Senal("gris", "✕"),
}

REZAGO = Senal("roja", "▼")


def senal_de(celda: Celda, columna: Columna, marcar: str = "") -> Senal | None:
    """La de una palabra o, en la columna que se marca, la de una cifra negativa."""
    if isinstance(celda.valor, str):
        return SENALES.get(celda.valor)
    if marcar != columna.titulo or not isinstance(celda.valor, int | Decimal):
        return None
    return REZAGO if (celda.valor < 0 if celda.atras is None else celda.atras) else None
