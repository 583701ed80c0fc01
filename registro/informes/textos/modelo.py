"""Los textos de los informes, versión por versión: ninguna se corrige ni se borra."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class TextoDeInforme(Modelo):
    """Lo que alguien escribió para una sección; vacío, la sección volvió a su borrador calculado.

    ``informe`` es su clave (balance, gestion); ``ambito``, de cuál se trata (una vigencia, una mesa y su
    semestre); ``cifras``, las calculadas que el texto citaba al guardarse.
    """

    __tablename__ = "texto_de_informe"
    __table_args__ = (UniqueConstraint("informe", "ambito", "seccion", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    informe: Mapped[str] = mapped_column(String(20))
    ambito: Mapped[str] = mapped_column(String(80))
    seccion: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    texto: Mapped[str] = mapped_column(TextoCifrado)
    cifras: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    escrito_en: Mapped[datetime] = mapped_column(Momento)
    escrito_por: Mapped[str] = mapped_column(String(120))
