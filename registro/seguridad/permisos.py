"""Roles y permisos en una sola tabla; lo que no está en ella se niega.

Puro: no sabe de pantallas ni de base de datos.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from registro.errores import NoPermitido

CAMPO, CASA, SECRETARIA = "campo", "casa", "secretaria"
ANALISTA, ENLACE, ADMINISTRACION, AUDITORIA = "analista", "enlace", "administracion", "auditoria"

ROLES: dict[str, str] = {
    CAMPO: "Equipo de campo",
    CASA: "Casa de Todas",
    SECRETARIA: "Secretaría técnica",
    ANALISTA: "Análisis",
    ENLACE: "Enlace sectorial",
    ADMINISTRACION: "Administración",
    AUDITORIA: "Auditoría",
}

# Entran además con un código de un solo uso o con su llave de acceso.
CON_SEGUNDO_FACTOR = frozenset({CASA, ANALISTA, ADMINISTRACION})

PERMISOS: dict[str, frozenset[str]] = {
    "cuenta.propia": frozenset(ROLES),
    "ayuda.leer": frozenset(ROLES),
    "campo.registrar": frozenset({CAMPO, SECRETARIA}),
    "casa.atender": frozenset({CASA}),
    "actividades.gestionar": frozenset({SECRETARIA}),
    "bandeja.resolver": frozenset({SECRETARIA}),
    "importar.entrar": frozenset({SECRETARIA, ANALISTA, ADMINISTRACION, CASA}),
    "importar": frozenset({SECRETARIA, ANALISTA, ADMINISTRACION}),
    "importar.seguimiento": frozenset({ANALISTA, ADMINISTRACION}),
    "importar.atenciones": frozenset({CASA, ADMINISTRACION}),
    "tablas.ver": frozenset({SECRETARIA, CASA, ANALISTA, ENLACE, ADMINISTRACION, AUDITORIA}),
    "registros.ver": frozenset({SECRETARIA, CASA, ANALISTA, ADMINISTRACION, AUDITORIA}),
    "indicadores.definir": frozenset({ANALISTA}),
    "atenciones.abrir": frozenset({CASA}),
    "reportes.reportar": frozenset({ENLACE}),
    "reportes.revisar": frozenset({ANALISTA}),
    "informes.ver": frozenset({ANALISTA, SECRETARIA, ADMINISTRACION, AUDITORIA}),
    "informes.balance": frozenset({ANALISTA}),
    "informes.gestion": frozenset({SECRETARIA}),
    "derechos.atender": frozenset({CASA}),
    "conteos.exportar": frozenset({ANALISTA}),
    "conteos.publicar": frozenset({ANALISTA}),
    "administrar": frozenset({ADMINISTRACION}),
    "bitacora.ver": frozenset({AUDITORIA, ADMINISTRACION}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Quien hace algo: una usuaria con sus roles, una orden de terminal o una sesión pública con su QR."""

    usuaria_id: int | None
    nombre: str
    roles: frozenset[str] = field(default_factory=frozenset)
    origen: str = "pantalla"
    sector_id: int | None = None

    def puede(self, permiso: str) -> bool:
        """¿Alguno de sus roles tiene ``permiso``? Un permiso que no existe es un error de programación."""
        return bool(self.roles & PERMISOS[permiso])


def exigir(actor: Actor, permiso: str) -> None:
    """Niega con una frase clara.

    :raises NoPermitido: ninguno de los roles de ``actor`` tiene ``permiso``.
    """
    if not actor.puede(permiso):
        raise NoPermitido(
            "Su rol no permite hacer esto. Si lo necesita, pídalo a administración. No se cambió nada."
        )


def de_terminal(nombre: str = "terminal") -> Actor:
    """Quien usa las órdenes de terminal tiene la base en sus manos: todos los roles, y queda anotado."""
    return Actor(None, nombre, frozenset(ROLES), "terminal")
