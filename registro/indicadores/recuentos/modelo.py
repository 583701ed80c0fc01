"""Lo contado y los toques. No son registros: se rehacen contando, y por eso la copia no los lleva."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import BigInteger, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registro.extensiones import DERIVADA, Exacto, Modelo

TODOS = 0  # el «año» de un toque que vale por todos, de cualquier tipo
ENTERO = 0  # el «trimestre» de lo contado en un año entero
CANDADO = 7_310  # lo contado lo guarda o lo borra uno a la vez


class Recuento(Modelo):
    """Lo que una regla midió en un año o un trimestre, y cuántos toques llevaba su fuente antes de medirlo.

    ``huella`` resume la regla; ``con_fuente`` falso es que entonces su fuente no tenía ningún registro. De un
    trimestre en que se cuentan personas, ``quienes`` dice cuáles (``parciales.octetos_de``); se borra con
    cualquiera que se borre: de ella no queda ni un bit.
    """

    __tablename__ = "recuento"
    __table_args__ = ({"info": {DERIVADA: True}},)

    vigencia: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    trimestre: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    huella: Mapped[str] = mapped_column(String(64), primary_key=True)
    regla: Mapped[str] = mapped_column(Text)
    fuente: Mapped[str] = mapped_column(String(20))
    toques: Mapped[int] = mapped_column(BigInteger)
    con_fuente: Mapped[bool]
    valor: Mapped[Decimal | None] = mapped_column(Exacto)
    registros: Mapped[int]
    sin_persona: Mapped[int]
    quienes: Mapped[bytes | None] = mapped_column(LargeBinary)


class Toque(Modelo):
    """Veces que se escribió en algo de un tipo que terminó en un trimestre pasado; la suma nunca baja.

    En PostgreSQL cada transacción deja su fila, y así ninguna espera a otra; al guardar recuentos se juntan
    en una. En SQLite, donde se escribe de a una, todas suman en la misma: la de la transacción sin nombre.
    """

    __tablename__ = "toque"
    __table_args__ = ({"info": {DERIVADA: True}},)

    vigencia: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    trimestre: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tipo: Mapped[str] = mapped_column(String(20), primary_key=True)
    transaccion: Mapped[str] = mapped_column(String(60), primary_key=True)
    veces: Mapped[int] = mapped_column(BigInteger)
