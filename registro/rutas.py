"""Dónde están las carpetas que acompañan al código: dentro del paquete instalado o a su lado."""

from pathlib import Path

_PAQUETE = Path(__file__).resolve().parent


def _carpeta(nombre: str) -> Path:
    dentro = _PAQUETE / nombre
    return dentro if dentro.is_dir() else _PAQUETE.parent / nombre


def plantillas() -> Path:
    """Las plantillas de las pantallas."""
    return _carpeta("plantillas")


def estaticos() -> Path:
    """Hojas de estilo, guiones e imágenes."""
    return _carpeta("estaticos")


def migraciones() -> Path:
    """Los pasos numerados del esquema."""
    return _carpeta("migraciones")


def datos_demostracion() -> Path:
    """Las cifras reales con las que nace la demostración."""
    return _PAQUETE / "datos"
