"""Entrar y salir: contraseña, código, esperas y sesiones."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registro.extensiones import ahora_utc, db, transaccion
from registro.seguridad import claves_de_acceso, codigos, esperas, sesiones
from registro.seguridad.bitacora import anotar
from registro.seguridad.consultas import FichaDeUsuaria, ficha
from registro.seguridad.modelo import CodigoDeRecuperacion, SesionDeUsuaria, Usuaria
from registro.seguridad.permisos import Actor

NO_COINCIDEN = "El usuario o la contraseña no coinciden. Revise mayúsculas y vuelva a intentarlo."
NO_ES_EL_CODIGO = (
    "Ese código no sirve, o ya se usó. Espere el siguiente en su aplicación y escríbalo, o escriba uno de "
    "recuperación sin usar."
)


@dataclass(frozen=True, slots=True)
class Entrada:
    """Resultado de intentar entrar: la ficha, o la frase que explica por qué no."""

    usuaria: FichaDeUsuaria | None
    motivo: str = ""


def autenticar(usuario: str, clave: str) -> Entrada:
    """Comprueba nombre y contraseña; tarda lo mismo exista o no la usuaria, y espera más tras cada fallo.

    La comprobación (lenta a propósito) va antes de la transacción: nadie hace cola por ella.
    """
    usuario = usuario.strip().lower()
    guardada = db.session.scalar(select(Usuaria.clave_cifrada).where(Usuaria.usuario == usuario))
    correcta = claves_de_acceso.clave_correcta(guardada, clave)
    with transaccion() as sesion:
        usuaria = sesion.scalar(select(Usuaria).where(Usuaria.usuario == usuario).with_for_update())
        actor = _actor_de(usuaria)
        if espera := esperas.frase(sesion, usuario, ahora_utc()):
            anotar(actor, "ingreso.bloqueado", "ingreso")
            return Entrada(None, espera)
        if usuaria is None or not correcta or not usuaria.activa:
            esperas.contar_fallo(sesion, usuario, ahora_utc())
            anotar(actor, "ingreso.fallido", "ingreso")
            return Entrada(None, NO_COINCIDEN)
        if usuaria.secreto is None:
            esperas.perdonar(sesion, usuario)
        return Entrada(ficha(usuaria))


def comprobar_codigo(usuaria_id: int, escrito: str) -> Entrada:
    """El segundo paso: el código del teléfono o uno de recuperación, que sirven una sola vez."""
    with transaccion() as sesion:
        usuaria = sesion.get(Usuaria, usuaria_id, with_for_update=True)
        if usuaria is None or not usuaria.activa:
            return Entrada(None, NO_COINCIDEN)
        actor = _actor_de(usuaria)
        if espera := esperas.frase(sesion, usuaria.usuario, ahora_utc()):
            anotar(actor, "ingreso.bloqueado", "ingreso")
            return Entrada(None, espera)
        como = gastar_codigo(sesion, usuaria, escrito)
        if como is None:
            esperas.contar_fallo(sesion, usuaria.usuario, ahora_utc())
            anotar(actor, "ingreso.codigo_fallido", f"usuaria:{usuaria.id}")
            return Entrada(None, NO_ES_EL_CODIGO)
        esperas.perdonar(sesion, usuaria.usuario)
        if como == "recuperacion":
            anotar(actor, "ingreso.recuperacion", f"usuaria:{usuaria.id}")
        return Entrada(ficha(usuaria))


def abrir_sesion(usuaria: FichaDeUsuaria, navegador: str, *, con: str = "clave") -> str:
    """Abre una sesión y devuelve la ficha que va en su galleta."""
    with transaccion() as sesion:
        abierta = sesiones.abrir(sesion, usuaria.id, navegador)
        anotar(usuaria.como_actor(), "ingreso.correcto", f"usuaria:{usuaria.id}", {"con": con})
        return abierta


def cerrar_sesion(ficha_de_sesion: str) -> None:
    """Cierra esa sesión: su galleta, copiada o no, deja de servir."""
    with transaccion() as sesion:
        abierta = sesion.scalar(
            select(SesionDeUsuaria).where(
                SesionDeUsuaria.huella == sesiones.huella_de(ficha_de_sesion),
                SesionDeUsuaria.cerrada_en.is_(None),
            )
        )
        if abierta is not None:
            abierta.cerrada_en = ahora_utc()
            usuaria = sesion.get_one(Usuaria, abierta.usuaria_id)
            anotar(_actor_de(usuaria), "ingreso.salir", f"usuaria:{usuaria.id}")


def cerrar_otras(actor: Actor, ficha_de_sesion: str) -> None:
    """La usuaria cierra sus sesiones en los demás equipos."""
    with transaccion() as sesion:
        sesiones.cerrar_todas(sesion, actor.usuaria_id or 0, menos=ficha_de_sesion)
        anotar(actor, "ingreso.cerrar_otras", f"usuaria:{actor.usuaria_id}")


def confirmar_clave(actor: Actor, clave: str) -> str | None:
    """Quien ya entró vuelve a escribir su contraseña; devuelve la frase del error, si lo hay."""
    propia = db.session.get_one(Usuaria, actor.usuaria_id or 0)
    correcta = claves_de_acceso.clave_correcta(propia.clave_cifrada, clave)
    with transaccion() as sesion:
        usuaria = sesion.get_one(Usuaria, actor.usuaria_id or 0)
        if espera := esperas.frase(sesion, usuaria.usuario, ahora_utc()):
            return espera
        if not correcta:
            esperas.contar_fallo(sesion, usuaria.usuario, ahora_utc())
            anotar(actor, "ingreso.confirmar_fallido", f"usuaria:{usuaria.id}")
            return "La contraseña no coincide. Vuelva a escribirla."
        esperas.perdonar(sesion, usuaria.usuario)
        anotar(actor, "ingreso.confirmar", f"usuaria:{usuaria.id}")
        return None


def entregar_turno(actor: Actor, ficha_de_sesion: str, recibe: FichaDeUsuaria, navegador: str) -> str:
    """Cierra la sesión de quien entrega y abre la de quien recibe, en un solo paso; devuelve su ficha."""
    with transaccion() as sesion:
        sesion.execute(
            update(SesionDeUsuaria)
            .where(SesionDeUsuaria.huella == sesiones.huella_de(ficha_de_sesion))
            .values(cerrada_en=ahora_utc())
        )
        abierta = sesiones.abrir(sesion, recibe.id, navegador)
        anotar(actor, "turno.entregar", f"usuaria:{recibe.id}")
        return abierta


def gastar_codigo(sesion: Session, usuaria: Usuaria, escrito: str) -> str | None:
    """«telefono» o «recuperacion», y queda usado; ``None`` si no es ninguno."""
    ahora = ahora_utc()
    if usuaria.secreto:
        paso = codigos.paso_de(usuaria.secreto, escrito, ahora, usuaria.ultimo_paso)
        if paso is not None:
            usuaria.ultimo_paso = paso
            return "telefono"
    return "recuperacion" if gastar_recuperacion(sesion, usuaria.id, escrito) else None


def gastar_recuperacion(sesion: Session, usuaria_id: int, escrito: str) -> bool:
    """Si era un código de recuperación suyo sin usar; queda usado."""
    suyo = sesion.scalar(
        select(CodigoDeRecuperacion).where(
            CodigoDeRecuperacion.huella == codigos.huella_de_recuperacion(usuaria_id, escrito),
            CodigoDeRecuperacion.usado_en.is_(None),
        )
    )
    if suyo is not None:
        suyo.usado_en = ahora_utc()
    return suyo is not None


def _actor_de(usuaria: Usuaria | None) -> Actor:
    return Actor(usuaria.id if usuaria else None, usuaria.nombre if usuaria else "desconocida")
