"""Llaves de acceso (WebAuthn): entrar con el dedo o el PIN del propio equipo, sin escribir contraseña."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from sqlalchemy import select

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, db, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.consultas import FichaDeUsuaria, ficha
from registro.seguridad.modelo import LlaveDePaso, Usuaria
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

NO_SIRVE = (
    "Esa llave de acceso no sirve aquí. Entre con su contraseña; después puede añadir la llave en su cuenta."
)
LARGO_DEL_NOMBRE = 60


@dataclass(frozen=True, slots=True)
class Sitio:
    """De qué dirección es la llave: el nombre del servidor y el origen de la página."""

    nombre: str
    origen: str


def opciones_de_llave(actor: Actor, sitio: Sitio) -> tuple[str, bytes]:
    """Lo que el navegador necesita para crear una llave (JSON) y el reto que deberá firmar."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    usuaria = db.session.get_one(Usuaria, actor.usuaria_id or 0)
    propias = db.session.scalars(select(LlaveDePaso.credencial).where(LlaveDePaso.usuaria_id == usuaria.id))
    opciones = generate_registration_options(
        rp_id=sitio.nombre,
        rp_name="Registro",
        user_name=usuaria.usuario,
        user_id=str(usuaria.id).encode(),
        user_display_name=usuaria.nombre,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=_de_texto(una)) for una in propias],
    )
    return options_to_json(opciones), opciones.challenge


def guardar_llave(actor: Actor, sitio: Sitio, reto: bytes, respuesta: str, nombre: str) -> None:
    """Guarda la llave pública que el equipo creó.

    :raises ErrorDeRegistro: la respuesta no corresponde al reto, o esa llave ya está.
    """
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        creada = verify_registration_response(
            credential=respuesta,
            expected_challenge=reto,
            expected_rp_id=sitio.nombre,
            expected_origin=sitio.origen,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise ErrorDeRegistro(
            "El equipo no confirmó la llave. No se guardó: vuelva a intentarlo desde su cuenta."
        ) from error
    with transaccion() as sesion:
        sesion.add(
            LlaveDePaso(
                usuaria_id=actor.usuaria_id or 0,
                credencial=_a_texto(creada.credential_id),
                publica=_a_texto(creada.credential_public_key),
                contador=creada.sign_count,
                nombre=limpiar(nombre, LARGO_DEL_NOMBRE, "nombre") or "Llave de acceso",
                creada_en=ahora_utc(),
            )
        )
        anotar(actor, "llave.guardar", f"usuaria:{actor.usuaria_id}")


def quitar_llave(actor: Actor, llave_id: int) -> None:
    """La usuaria quita una llave suya.

    :raises NoEncontrado: no es suya o no existe.
    """
    with transaccion() as sesion:
        llave = sesion.get(LlaveDePaso, llave_id)
        if llave is None or llave.usuaria_id != actor.usuaria_id:
            raise NoEncontrado("Esa llave no está en su cuenta. No se cambió nada.")
        sesion.delete(llave)
        anotar(actor, "llave.quitar", f"usuaria:{actor.usuaria_id}")


def opciones_para_entrar(sitio: Sitio) -> tuple[str, bytes]:
    """Lo que el navegador necesita para ofrecer las llaves de este sitio, y el reto."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    opciones = generate_authentication_options(
        rp_id=sitio.nombre, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(opciones), opciones.challenge


def entrar_con_llave(sitio: Sitio, reto: bytes, respuesta: str) -> FichaDeUsuaria:
    """La usuaria de la llave que firmó el reto.

    :raises ErrorDeRegistro: la llave no está aquí, no firmó este reto o su usuaria no puede entrar.
    """
    from webauthn import verify_authentication_response
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    with transaccion() as sesion:
        try:
            presentada = parse_authentication_credential_json(respuesta)
            llave = sesion.scalar(
                select(LlaveDePaso)
                .where(LlaveDePaso.credencial == _a_texto(presentada.raw_id))
                .with_for_update()
            )
            if llave is None:
                raise ErrorDeRegistro(NO_SIRVE)
            firmada = verify_authentication_response(
                credential=presentada,
                expected_challenge=reto,
                expected_rp_id=sitio.nombre,
                expected_origin=sitio.origen,
                credential_public_key=_de_texto(llave.publica),
                credential_current_sign_count=llave.contador,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError) as error:
            raise ErrorDeRegistro(NO_SIRVE) from error
        usuaria = sesion.get_one(Usuaria, llave.usuaria_id)
        if not usuaria.activa:
            raise ErrorDeRegistro(NO_SIRVE)
        llave.contador, llave.usada_en = firmada.new_sign_count, ahora_utc()
        anotar(Actor(usuaria.id, usuaria.nombre), "llave.usar", f"usuaria:{usuaria.id}")
        return ficha(usuaria)


def _a_texto(crudo: bytes) -> str:
    return base64.urlsafe_b64encode(crudo).decode("ascii")


def _de_texto(guardado: str) -> bytes:
    return base64.urlsafe_b64decode(guardado)
