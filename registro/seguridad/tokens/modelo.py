"""Los tokens, por su huella: el texto sólo lo tiene quien lo creó."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registro.extensiones import Modelo, Momento


class TokenDeLectura(Modelo):
    """Puede lo que pueda su dueña, y sólo leer tablas; vence, y se revoca cuando se quiera."""

    __tablename__ = "token_de_lectura"

    id: Mapped[int] = mapped_column(primary_key=True)
    usuaria_id: Mapped[int] = mapped_column(ForeignKey("usuaria.id"), index=True)
    nombre: Mapped[str] = mapped_column(String(80))
    huella: Mapped[str] = mapped_column(String(64), unique=True)
    creado_en: Mapped[datetime] = mapped_column(Momento)
    vence: Mapped[datetime] = mapped_column(Momento)
    ultimo_uso: Mapped[datetime | None] = mapped_column(Momento)
    revocado_en: Mapped[datetime | None] = mapped_column(Momento)
