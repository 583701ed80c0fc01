"""El segundo factor de una usuaria: inscribir su aplicación de códigos, renovarlos, quitarlos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc, db, transaccion
from registro.seguridad import codigos, sesiones
from registro.seguridad.bitacora import anotar
from registro.seguridad.modelo import CodigoDeRecuperacion, LlaveDePaso, Usuaria
from registro.seguridad.operaciones.usuarias import buscar
from registro.seguridad.permisos import Actor


@dataclass(frozen=True, slots=True)
class Propuesto:
    """Lo que la usuaria pone en su aplicación de códigos: el texto, y la dirección que va en el QR."""

    secreto: str
    direccion: str


def proponer_codigo(actor: Actor) -> Propuesto:
    """Un secreto para inscribir; el que tuviera sigue valiendo hasta que este se confirme.

    Mientras no lo confirme se muestra el mismo, y verlo otra vez no escribe nada.
    """
    de_ella = select(Usuaria.usuario, Usuaria.secreto_propuesto).where(Usuaria.id == actor.usuaria_id)
    ya = db.session.execute(de_ella).one_or_none()
    if ya and ya.secreto_propuesto is not None:
        return Propuesto(ya.secreto_propuesto, codigos.direccion(ya.secreto_propuesto, ya.usuario))
    with transaccion() as sesion:
        usuaria = buscar(sesion, actor.usuaria_id or 0)
        if usuaria.secreto_propuesto is None:
            usuaria.secreto_propuesto = codigos.secreto_nuevo()
            anotar(actor, "codigo.proponer", f"usuaria:{usuaria.id}")
        return Propuesto(
            usuaria.secreto_propuesto, codigos.direccion(usuaria.secreto_propuesto, usuaria.usuario)
        )


def confirmar_codigo(actor: Actor, escrito: str, ahora: datetime | None = None) -> list[str]:
    """El teléfono muestra el código que toca: queda inscrito. Devuelve los de recuperación, una sola vez.

    :param ahora: el instante en que se escribió; sin decirlo, éste.
    :raises ErrorDeRegistro: el código no es el que toca.
    """
    with transaccion() as sesion:
        usuaria = buscar(sesion, actor.usuaria_id or 0)
        propuesto = usuaria.secreto_propuesto
        paso = codigos.paso_de(propuesto, escrito, ahora or ahora_utc(), None) if propuesto else None
        if propuesto is None or paso is None:
            raise ErrorDeRegistro(
                "Ese código no es el que toca ahora. Espere el siguiente en su aplicación y escríbalo.",
                "codigo",
            )
        usuaria.secreto, usuaria.secreto_propuesto, usuaria.ultimo_paso = propuesto, None, paso
        anotar(actor, "codigo.inscribir", f"usuaria:{usuaria.id}")
        return _recuperacion_nueva(sesion, usuaria.id)


def renovar_recuperacion(actor: Actor) -> list[str]:
    """Códigos de recuperación nuevos; los anteriores dejan de servir."""
    with transaccion() as sesion:
        anotar(actor, "codigo.renovar", f"usuaria:{actor.usuaria_id}")
        return _recuperacion_nueva(sesion, actor.usuaria_id or 0)


def quitar_codigo(actor: Actor, usuaria_id: int) -> None:
    """Perdió el teléfono: se le quita el segundo factor y sus llaves; si su rol lo pide, inscribirá otro."""
    with transaccion() as sesion:
        usuaria = buscar(sesion, usuaria_id)
        usuaria.secreto = usuaria.secreto_propuesto = usuaria.ultimo_paso = None
        for modelo in (CodigoDeRecuperacion, LlaveDePaso):
            sesion.execute(delete(modelo).where(modelo.usuaria_id == usuaria_id))
        sesiones.cerrar_todas(sesion, usuaria_id)
        anotar(actor, "codigo.quitar", f"usuaria:{usuaria_id}")


def codigo_del_momento(actor: Actor, usuaria_id: int) -> str:
    """El código con que ahora entraría, para quien ya tiene la base en sus manos.

    :raises ErrorDeRegistro: no tiene ninguno inscrito, o acaba de gastar los que valen ahora.
    """
    with transaccion() as sesion:
        usuaria = buscar(sesion, usuaria_id)
        if usuaria.secreto is None:
            raise ErrorDeRegistro(f"{usuaria.nombre} no tiene código inscrito: entra sólo con su contraseña.")
        entra = codigos.que_entra(usuaria.secreto, ahora_utc(), usuaria.ultimo_paso)
        if entra is None:
            raise ErrorDeRegistro(
                f"{usuaria.nombre} ya usó los códigos que valen ahora. Espere medio minuto y repita la orden."
            )
        anotar(actor, "codigo.mostrar", f"usuaria:{usuaria_id}")
        return entra


def _recuperacion_nueva(sesion: Session, usuaria_id: int) -> list[str]:
    sesion.execute(delete(CodigoDeRecuperacion).where(CodigoDeRecuperacion.usuaria_id == usuaria_id))
    nuevos = codigos.recuperacion_nuevos()
    sesion.add_all(
        CodigoDeRecuperacion(usuaria_id=usuaria_id, huella=codigos.huella_de_recuperacion(usuaria_id, nuevo))
        for nuevo in nuevos
    )
    return nuevos
