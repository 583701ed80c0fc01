"""Entregar un archivo guardado: siempre como descarga, nunca abierto dentro de la página."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from registro.indicadores.reportes.operaciones import Descarga


def entregar(descarga: Descarga) -> Response:
    """El archivo con su nombre."""
    nombre = quote(descarga.nombre)
    return Response(
        descarga.contenido,
        content_type=descarga.tipo,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{nombre}"},
    )
