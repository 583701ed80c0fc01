"""Tablas de una instancia de coordinación. La integran *puestos*, y las personas se suceden en ellos."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.catalogos.modelo import Entidad, Sector
from registro.extensiones import Modelo
from registro.seguridad.cifrado import TextoCifrado


class Instancia(Modelo):
    """Mesa o comité creado por una norma."""

    __tablename__ = "instancia"

    id: Mapped[int] = mapped_column(primary_key=True)
    sigla: Mapped[str] = mapped_column(String(30), unique=True)
    nombre: Mapped[str] = mapped_column(Text)
    norma_creacion: Mapped[str] = mapped_column(Text)
    reglamento: Mapped[str] = mapped_column(Text, default="")
    secretaria_tecnica: Mapped[str] = mapped_column(Text, default="")
    normas: Mapped[list[NormaDeInstancia]] = relationship(order_by="NormaDeInstancia.orden")
    funciones: Mapped[list[Funcion]] = relationship(order_by="Funcion.numero")
    puestos: Mapped[list[Puesto]] = relationship(order_by="Puesto.orden")


class NormaDeInstancia(Modelo):
    """Norma que rige la instancia."""

    __tablename__ = "norma_de_instancia"

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"), index=True)
    texto: Mapped[str] = mapped_column(Text)
    orden: Mapped[int]


class Funcion(Modelo):
    """Función numerada de la instancia, vigente entre ``desde`` y ``hasta`` (vacías: siempre)."""

    __tablename__ = "funcion"
    __table_args__ = (UniqueConstraint("instancia_id", "numero", "desde"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"))
    numero: Mapped[int]
    texto: Mapped[str] = mapped_column(Text)
    desde: Mapped[date | None]
    hasta: Mapped[date | None]


class Puesto(Modelo):
    """Lugar que una o varias entidades (fila conjunta) ocupan en la instancia.

    Roles: P permanente · S secretaría técnica · I integrante · IP invitado permanente · O otros ·
    '' sin publicar.
    """

    __tablename__ = "puesto"
    __table_args__ = (UniqueConstraint("instancia_id", "orden"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"))
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    nombre: Mapped[str] = mapped_column(String(200))
    clave: Mapped[str] = mapped_column(String(200))
    rol: Mapped[str] = mapped_column(String(2), default="")
    orden: Mapped[int]
    desde: Mapped[date | None]
    hasta: Mapped[date | None]
    sector: Mapped[Sector | None] = relationship()
    entidades: Mapped[list[EntidadDePuesto]] = relationship(order_by="EntidadDePuesto.id")
    delegadas: Mapped[list[Delegada]] = relationship(order_by="Delegada.desde")


class EntidadDePuesto(Modelo):
    """Entidad que ocupa un puesto; una fila conjunta tiene varias."""

    __tablename__ = "entidad_de_puesto"
    __table_args__ = (UniqueConstraint("puesto_id", "entidad_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    puesto_id: Mapped[int] = mapped_column(ForeignKey("puesto.id"))
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"), index=True)
    entidad: Mapped[Entidad] = relationship()


class Delegada(Modelo):
    """Quien ocupa un puesto entre dos fechas, con el código de su QR institucional (nunca una tarjeta)."""

    __tablename__ = "delegada"

    id: Mapped[int] = mapped_column(primary_key=True)
    puesto_id: Mapped[int] = mapped_column(ForeignKey("puesto.id"), index=True)
    nombre: Mapped[str] = mapped_column(TextoCifrado)
    correo: Mapped[str | None] = mapped_column(TextoCifrado)
    huella: Mapped[str] = mapped_column(String(64), unique=True)
    codigo: Mapped[str] = mapped_column(TextoCifrado)
    desde: Mapped[date]
    hasta: Mapped[date | None]


class Programacion(Modelo):
    """Sesiones que la instancia programó para un semestre («2020-1»)."""

    __tablename__ = "programacion"
    __table_args__ = (UniqueConstraint("instancia_id", "semestre"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"))
    semestre: Mapped[str] = mapped_column(String(6))
    ordinarias: Mapped[int] = mapped_column(default=0)
    extraordinarias: Mapped[int] = mapped_column(default=0)


class MesSinSesion(Modelo):
    """Por qué no hubo sesión en un mes (``mes`` es su primer día)."""

    __tablename__ = "mes_sin_sesion"
    __table_args__ = (UniqueConstraint("instancia_id", "mes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"))
    mes: Mapped[date]
    motivo: Mapped[str] = mapped_column(Text)
