"""Sesión de una instancia (mesa ZESAI): clase, orden del día y funciones que desarrolla cada punto."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from wtforms import StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional, ValidationError

from registro.actividades.base import Actividad
from registro.actividades.campos import CampoFecha, CampoHora, eleccion, elecciones, hasta, obligatorio
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.estados import PROGRAMADA, REALIZADA
from registro.actividades.formulario import FormularioDeActividad
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import Modelo, Momento, db
from registro.fechas import Precision, escribir_hora, fecha_larga
from registro.instancias.modelo import Funcion, Instancia
from registro.seguridad.cifrado import TextoCifrado
from registro.textos import limpiar

CLASES = {"ordinaria": "Ordinaria", "extraordinaria": "Extraordinaria"}
LARGO_DE_MOTIVO = 2000
LARGO_DE_PUNTO = 2000
LARGO_DE_PRESENTA = 200
LARGO_DE_ENLACE = 2000
SIN_TITULO = "Funciones abordadas"
MODALIDADES = {"presencial": "Presencial", "virtual": "Virtual", "mixta": "Mixta"}


class SesionDeMesa(Actividad):
    """Sesión ordinaria o extraordinaria (ésta, con su motivo) de una instancia."""

    __tablename__ = "zesai"
    __mapper_args__ = {"polymorphic_identity": "zesai"}

    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"), index=True)
    clase: Mapped[str] = mapped_column(String(14))
    motivo_extraordinaria: Mapped[str] = mapped_column(TextoCifrado, default="")
    modalidad: Mapped[str] = mapped_column(String(10), default="presencial")
    hora_inicio: Mapped[str] = mapped_column(String(5), default="", server_default="")
    hora_fin: Mapped[str] = mapped_column(String(5), default="", server_default="")
    enlace: Mapped[str] = mapped_column(TextoCifrado, default="", server_default="")
    instancia: Mapped[Instancia] = relationship()
    puntos: Mapped[list[PuntoDeAgenda]] = relationship(
        cascade="all, delete-orphan", order_by="PuntoDeAgenda.orden"
    )


class PuntoDeAgenda(Modelo):
    """Punto del orden del día. Uno anulado conserva su texto y deja de desarrollar funciones."""

    __tablename__ = "punto_de_agenda"

    id: Mapped[int] = mapped_column(primary_key=True)
    sesion_id: Mapped[int] = mapped_column(ForeignKey("zesai.actividad_id"), index=True)
    orden: Mapped[int]
    titulo: Mapped[str] = mapped_column(TextoCifrado)
    presenta: Mapped[str] = mapped_column(TextoCifrado, default="")
    anulado_en: Mapped[datetime | None] = mapped_column(Momento)
    anulado_por: Mapped[str | None] = mapped_column(String(120))
    funciones: Mapped[list[FuncionDePunto]] = relationship(cascade="all, delete-orphan")


class FuncionDePunto(Modelo):
    """Función de la instancia que un punto desarrolla."""

    __tablename__ = "funcion_de_punto"
    __table_args__ = (UniqueConstraint("punto_id", "funcion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    punto_id: Mapped[int] = mapped_column(ForeignKey("punto_de_agenda.id"))
    funcion_id: Mapped[int] = mapped_column(ForeignKey("funcion.id"), index=True)
    funcion: Mapped[Funcion] = relationship()


def _opciones(pares: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(clave, rotulo) for clave, rotulo in pares.items()]


class Formulario(FormularioDeActividad):
    """Datos de una sesión. El orden del día se llena punto por punto en su pantalla."""

    instancia_id = eleccion("Instancia", obligatorio("Elija la instancia."), coerce=int)
    clase = eleccion("Clase", obligatorio("Elija la clase de sesión."), choices=_opciones(CLASES))
    motivo_extraordinaria = TextAreaField(
        "Motivo de la extraordinaria",
        [hasta(LARGO_DE_MOTIVO)],
        description="Sólo si es extraordinaria: por qué se convocó.",
    )
    modalidad = eleccion("Modalidad", choices=_opciones(MODALIDADES))
    hora_inicio = CampoHora("Hora de inicio", [Optional()], description="Por ejemplo, 2:30 p. m.")
    hora_fin = CampoHora("Hora de terminación", [Optional()])
    enlace = StringField(
        "Enlace de la reunión",
        [Optional(), hasta(LARGO_DE_ENLACE)],
        description="Si es virtual o mixta: va en la invitación.",
    )
    agenda = StringField(
        "Primer punto del orden del día",
        [Optional(), hasta(LARGO_DE_PUNTO)],
        description="Los demás se añaden en la pantalla de la sesión.",
    )
    funciones = elecciones("Funciones que desarrolla ese punto")

    def validate_motivo_extraordinaria(self, campo: TextAreaField) -> None:
        """Una extraordinaria sin motivo no se puede explicar en el informe."""
        if self.clase.data == "extraordinaria" and not (campo.data or "").strip():
            raise ValidationError("Escriba por qué se convocó la sesión extraordinaria.")

    def validate_fecha(self, campo: CampoFecha) -> None:
        """De una sesión se conoce el día."""
        if campo.data and campo.data.precision is not Precision.DIA:
            raise ValidationError("Escriba el día de la sesión, no sólo el mes o el año.")

    def validate_hora_fin(self, campo: CampoHora) -> None:
        """Termina después de empezar."""
        if campo.data and campo.data <= (self.hora_inicio.data or ""):
            raise ValidationError("La sesión termina antes de empezar. Corrija las horas.")

    def validate_enlace(self, campo: StringField) -> None:
        """Es una dirección que se puede abrir."""
        if not campo.data.startswith(("https://", "http://")):
            raise ValidationError("El enlace empieza por https://. Cópielo completo.")


def _completar(datos: dict[str, Any]) -> dict[str, Any]:
    """Por orden: la primera instancia registrada y sesión ordinaria, si no se dice otra cosa."""
    if not datos.get("instancia_id"):
        primera = db.session.scalar(select(Instancia.id).order_by(Instancia.id))
        if primera is None:
            raise ErrorDeRegistro(
                "Todavía no hay ninguna instancia. Ejecute «registro base migrar». No se creó nada.",
                "instancia",
            )
        datos = datos | {"instancia_id": primera}
    for vacio in ("hora_inicio", "hora_fin", "enlace"):
        datos[vacio] = datos.get(vacio) or ""
    return {"clase": "ordinaria", "modalidad": "presencial", "motivo_extraordinaria": ""} | datos


def _colgar(sesion: Any, datos: dict[str, Any]) -> None:
    """Los puntos con que nace una sesión.

    ``agenda`` es el título del primer punto, o una lista de puntos ``{"titulo", "presenta", "funciones"}``;
    ``funciones`` (id de cada función) son las del primer punto cuando no se reparten.
    """
    agenda = datos.get("agenda") or ([] if not datos.get("funciones") else SIN_TITULO)
    puntos = [{"titulo": agenda, "funciones": datos.get("funciones")}] if isinstance(agenda, str) else agenda
    for orden, punto in enumerate(puntos, start=len(sesion.puntos) + 1):
        nuevo = PuntoDeAgenda(
            orden=orden,
            titulo=limpiar(punto["titulo"], LARGO_DE_PUNTO, "agenda"),
            presenta=limpiar(punto.get("presenta") or "", LARGO_DE_PRESENTA, "presenta"),
        )
        etiquetar(nuevo, punto.get("funciones") or ())
        sesion.puntos.append(nuevo)


def etiquetar(punto: PuntoDeAgenda, funciones: Iterable[int]) -> None:
    """Deja el punto desarrollando exactamente esas funciones (por su id)."""
    elegidas = set(funciones)
    punto.funciones = [fila for fila in punto.funciones if fila.funcion_id in elegidas]
    nuevas = elegidas - {fila.funcion_id for fila in punto.funciones}
    punto.funciones.extend(FuncionDePunto(funcion_id=funcion) for funcion in sorted(nuevas))


def exigir_dia_libre(sesion: Session, reunion: SesionDeMesa) -> None:
    """Una instancia no se reúne dos veces el mismo día. Una programada sin abrir no estorba a la que se hizo.

    :raises EnConflicto: ya hay otra; la frase dice cuál.
    """
    contra = REALIZADA if reunion.estado in REALIZADA else (PROGRAMADA, *REALIZADA)
    orden = select(SesionDeMesa).where(
        SesionDeMesa.instancia_id == reunion.instancia_id,
        Actividad.fecha == reunion.fecha,
        Actividad.estado.in_(contra),
        Actividad.id != reunion.id,
    )
    otra = sesion.scalars(orden).first()
    if otra is not None:
        raise EnConflicto(
            f"Ya hay una sesión {otra.clase} el {fecha_larga(otra.fecha)}. Corrija la fecha, o ábrala y "
            "complétela. No se guardó; lo escrito sigue aquí.",
            "fecha",
        )


def exigir_funciones_vigentes(sesion: Session, reunion: SesionDeMesa) -> None:
    """Las funciones que desarrolla son de su instancia y regían ese día.

    :raises ErrorDeRegistro: alguna no; la frase dice cuál y desde o hasta cuándo rige.
    """
    ids = {tocada.funcion_id for punto in reunion.puntos for tocada in punto.funciones}
    for funcion in sesion.scalars(select(Funcion).where(Funcion.id.in_(ids)).order_by(Funcion.numero)):
        exigir_vigente(funcion, reunion)


def exigir_vigente(funcion: Funcion, reunion: SesionDeMesa) -> None:
    """La función es de la instancia de la sesión y regía ese día.

    :raises ErrorDeRegistro: no lo es, o no regía.
    """
    que = ""
    if funcion.instancia_id != reunion.instancia_id:
        que = "no es de esta instancia"
    elif funcion.hasta and funcion.hasta < reunion.fecha:
        que = f"rigió hasta el {fecha_larga(funcion.hasta)}"
    elif funcion.desde and funcion.desde > reunion.fecha:
        que = f"rige desde el {fecha_larga(funcion.desde)}"
    if que:
        raise ErrorDeRegistro(
            f"La función {funcion.numero} {que}: la sesión del {fecha_larga(reunion.fecha)} no puede "
            "desarrollarla. No se guardó; revise las marcadas.",
            "funciones",
        )


def _revisar(sesion: Session, reunion: SesionDeMesa) -> None:
    exigir_dia_libre(sesion, reunion)
    exigir_funciones_vigentes(sesion, reunion)


def _horario(reunion: SesionDeMesa) -> str:
    """«2:30 p. m. a 4:30 p. m.», lo que se sepa."""
    return " a ".join(escribir_hora(hora) for hora in (reunion.hora_inicio, reunion.hora_fin) if hora)


TIPO = TipoDeActividad(
    clave="zesai",
    nombre="Sesión de la mesa",
    con_articulo="la sesión de la mesa",
    plural="Sesiones de la mesa",
    descripcion="Sesión ordinaria o extraordinaria, con su orden del día y la asistencia por puesto.",
    modelo=SesionDeMesa,
    formulario=Formulario,
    propios=(
        *("instancia_id", "clase", "motivo_extraordinaria", "modalidad"),
        *("hora_inicio", "hora_fin", "enlace"),
    ),
    titulo=lambda datos: f"Sesión {datos.get('clase', 'ordinaria')} de la mesa",
    completar=_completar,
    ficha=lambda sesion: [
        ("Instancia", sesion.instancia.sigla),
        ("Clase", CLASES[sesion.clase]),
        ("Modalidad", MODALIDADES[sesion.modalidad]),
        *([("Hora", _horario(sesion))] if sesion.hora_inicio else []),
        *([("Enlace", sesion.enlace)] if sesion.enlace else []),
        *([("Motivo", sesion.motivo_extraordinaria)] if sesion.motivo_extraordinaria else []),
    ],
    colgar=_colgar,
    revisar=_revisar,
    solo_al_crear=("funciones", "agenda"),
    con_delegadas=True,
)
