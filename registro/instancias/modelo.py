"""Tablas de una instancia de coordinación. La integran *puestos*, y las personas se suceden en ellos.

Donde hay ``version``, dos personas no se pisan al corregir.
"""

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
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


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
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


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
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


class EntidadDePuesto(Modelo):
    """Entidad que ocupa un puesto entre dos fechas (vacías: siempre); una fila conjunta tiene varias.

    Cuando una entidad cambia de nombre o releva a otra, el puesto sigue siendo el mismo.
    """

    __tablename__ = "entidad_de_puesto"
    __table_args__ = (UniqueConstraint("puesto_id", "entidad_id", "desde"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    puesto_id: Mapped[int] = mapped_column(ForeignKey("puesto.id"))
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"), index=True)
    desde: Mapped[date | None]
    hasta: Mapped[date | None]
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
    fechas: Mapped[list[FechaProgramada]] = relationship(
        cascade="all, delete-orphan", order_by="FechaProgramada.fecha"
    )


class FechaProgramada(Modelo):
    """Día en que se programó una sesión ordinaria."""

    __tablename__ = "fecha_programada"
    __table_args__ = (UniqueConstraint("programacion_id", "fecha"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programacion_id: Mapped[int] = mapped_column(ForeignKey("programacion.id"))
    fecha: Mapped[date]


class MesSinSesion(Modelo):
    """Por qué no hubo sesión en un mes (``mes`` es su primer día)."""

    __tablename__ = "mes_sin_sesion"
    __table_args__ = (UniqueConstraint("instancia_id", "mes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"))
    mes: Mapped[date]
    motivo: Mapped[str] = mapped_column(TextoCifrado)


class ReglaDeCalendario(Modelo):
    """Cada cuánto se reúne: el ``ordinal`` (1 a 4; 5, el último) ``dia`` de la semana (0, lunes) del mes.

    ``cada`` cuántos meses, contados desde el primero del semestre.
    """

    __tablename__ = "regla_de_calendario"

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"), index=True)
    ordinal: Mapped[int]
    dia: Mapped[int]
    cada: Mapped[int] = mapped_column(default=1)
    hora: Mapped[str] = mapped_column(String(5), default="")
    desde: Mapped[date | None]
    hasta: Mapped[date | None]


class ReglaDeQuorum(Modelo):
    """Con quiénes puede decidir: qué roles cuentan (separados con coma) y qué parte de ellos debe estar.

    ``mas_de`` distingue «más de la mitad» de «al menos la mitad»; ``norma`` dice de dónde sale.
    """

    __tablename__ = "regla_de_quorum"

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"), index=True)
    roles: Mapped[str] = mapped_column(String(30))
    numerador: Mapped[int]
    denominador: Mapped[int]
    mas_de: Mapped[bool]
    norma: Mapped[str] = mapped_column(Text, default="")
    desde: Mapped[date | None]
    hasta: Mapped[date | None]


class PublicacionWeb(Modelo):
    """Si un documento de la instancia está en la web en un semestre, desde cuándo y dónde."""

    __tablename__ = "publicacion_web"
    __table_args__ = (UniqueConstraint("instancia_id", "semestre", "documento"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"))
    semestre: Mapped[str] = mapped_column(String(6))
    documento: Mapped[str] = mapped_column(String(12))
    publicada: Mapped[bool]
    fecha: Mapped[date | None]
    enlace: Mapped[str] = mapped_column(Text, default="")
