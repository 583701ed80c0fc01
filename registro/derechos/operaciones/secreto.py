"""El secreto que ella elige para pedir sin ir. La tarjeta sola no abre nada: hacen falta los dos."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from registro.derechos.modelo import SecretoDeTitular
from registro.derechos.operaciones import tramite
from registro.derechos.operaciones.tramite import Pedido
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import ahora_utc, db, transaccion
from registro.personas import credenciales
from registro.personas.reglas import leer_codigo
from registro.seguridad import claves_de_acceso, esperas
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir

LARGO_MINIMO, LARGO_MAXIMO = 8, 200
NO_COINCIDEN = "La tarjeta y el secreto no coinciden. Si lo olvidó, puede cambiarlo en persona."
TITULAR = Actor(None, "la persona misma", origen="titular")


def fijar_secreto(actor: Actor, codigo: str, secreto: str) -> None:
    """Ella, presente, elige el secreto con que podrá pedir desde lejos; uno nuevo reemplaza al anterior.

    :raises ErrorDeRegistro: la tarjeta no sirve, no es de nadie todavía, o el secreto es corto.
    """
    exigir(actor, tramite.PERMISO)
    if not LARGO_MINIMO <= len(secreto) <= LARGO_MAXIMO:
        raise ErrorDeRegistro(
            f"El secreto lleva {LARGO_MINIMO} caracteres o más; una frase sirve. No se guardó.", "secreto"
        )
    huella = claves_de_acceso.cifrar_clave(secreto)
    with transaccion() as sesion:
        credencial = credenciales.exigir(sesion, codigo)
        persona = credenciales.persona_de(sesion, credencial)
        if persona is None or credencial.estado != credenciales.ACTIVA:
            raise EnConflicto("Esa tarjeta no es de nadie todavía. No se guardó el secreto.", "codigo")
        sesion.merge(SecretoDeTitular(persona_id=persona.id, huella=huella, elegido_en=ahora_utc()))
        anotar(actor, "derechos.secreto", f"credencial:{credencial.id}")


def entrar_con_secreto(codigo: str, secreto: str, pedido: Pedido | None = None) -> UUID | None:
    """Con la tarjeta y su secreto se deja una solicitud; sin pedido sólo se comprueba. Devuelve cuál quedó.

    :raises ErrorDeRegistro: no coinciden (tarda lo mismo exista o no la tarjeta), o hay que esperar.
    """
    codigo = leer_codigo(codigo, campo="codigo")
    guardada, persona_id = _guardada(codigo)
    correcta = claves_de_acceso.clave_correcta(guardada, secreto)
    quien = f"titular|{codigo}"
    with transaccion() as sesion:
        if espera := esperas.frase(sesion, quien, ahora_utc()):
            motivo = espera
        elif not correcta:
            esperas.contar_fallo(sesion, quien, ahora_utc())
            anotar(TITULAR, "derechos.secreto_fallido", "titular")
            motivo = NO_COINCIDEN
        else:
            esperas.perdonar(sesion, quien)
            if pedido is None:
                return None
            solicitud = tramite.nueva(sesion, TITULAR, pedido, persona_id, tramite.CON_SECRETO)
            anotar(TITULAR, "derechos.radicar", f"solicitud:{solicitud.uuid}", {"clase": pedido.clase})
            return solicitud.uuid
    raise ErrorDeRegistro(motivo, "secreto")


def _guardada(codigo: str) -> tuple[str | None, int | None]:
    """La huella del secreto de la persona de esa tarjeta, si la tarjeta está activa y eligió uno."""
    sesion = db.session()
    credencial = credenciales.buscar(sesion, codigo)
    if credencial is None or credencial.estado != credenciales.ACTIVA:
        return None, None
    persona = credenciales.persona_de(sesion, credencial)
    if persona is None:
        return None, None
    return sesion.scalar(
        select(SecretoDeTitular.huella).where(SecretoDeTitular.persona_id == persona.id)
    ), persona.id
