"""Recibir lecturas, deshacer la última y ponerle tarjeta a quien se sumó sin ella."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from registro.asistencia import marcas
from registro.asistencia.recepcion import Recepcion, Resultado, estados_de, preparar
from registro.asistencia.reglas import Motivo
from registro.errores import EnConflicto
from registro.extensiones import ahora_utc, transaccion
from registro.personas import credenciales
from registro.personas.reglas import leer_codigo
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor

TANDA = 1_000


def recibir_lote(actor: Actor, lecturas: Sequence[Any]) -> list[Resultado]:
    """Recibe lecturas tal como llegan y da el veredicto de cada una, en el mismo orden.

    Reenviarlas no cambia nada y devuelve el primer veredicto. Una mala no detiene a las demás.
    """
    resultados: list[Resultado] = []
    with transaccion() as sesion:
        for inicio in range(0, len(lecturas), TANDA):
            ahora = ahora_utc()
            tanda = preparar(actor, lecturas[inicio : inicio + TANDA], ahora)
            resultados += Recepcion(sesion, ahora).recibir(tanda)
        anotar(actor, "lecturas.recibir", "lote", {"lecturas": len(resultados), **estados_de(resultados)})
    return resultados


def deshacer(actor: Actor, lectura_id: UUID) -> bool:
    """La lectura deja de contar, con lo que colgaba de ella. Dice si contaba.

    :raises NoPermitido: la registró otra persona y quien lo pide no es la secretaría.
    """
    with transaccion() as sesion:
        lectura = marcas.exigir_lectura(sesion, lectura_id)
        marcas.exigir_propia(lectura, actor)
        asistencia = marcas.asistencia_propia(sesion, lectura)
        if asistencia is None:
            return False
        marcas.anular(sesion, asistencia, actor, "Deshecha por quien la registró")
        marcas.resolver(lectura, actor, "deshecha")
        anotar(actor, "lectura.deshacer", f"lectura:{lectura.id}")
        return True


def poner_tarjeta(actor: Actor, lectura_id: UUID, codigo: str) -> bool:
    """La asistencia de quien se sumó sin tarjeta pasa a ser de la que se le entrega. Dice si es nueva.

    :raises ErrorDeRegistro: el código no sirve, o la tarjeta ya estaba en la actividad.
    """
    codigo = leer_codigo(codigo, campo="codigo")
    with transaccion() as sesion:
        lectura = marcas.exigir_lectura(sesion, lectura_id)
        marcas.exigir_propia(lectura, actor)
        asistencia = marcas.asistencia_propia(sesion, lectura)
        if asistencia is None or asistencia.credencial_id is not None:
            raise EnConflicto(
                "Esa suma ya no está o ya tiene tarjeta. Lea la tarjeta como siempre. No se cambió nada."
            )
        if asistencia.cantidad > 1:
            raise EnConflicto("Se sumaron varias a la vez: lea la tarjeta aparte. No se cambió nada.")
        credencial = credenciales.buscar(sesion, codigo) or credenciales.crear_desconocida(sesion, codigo)
        marcas.exigir_ausente(sesion, asistencia.actividad_id, credencial.id)
        nueva = credencial.estado == credenciales.EN_BLANCO
        if credencial.estado == credenciales.DESCONOCIDA:
            marcas.dejar_por_revisar(lectura, codigo)
        else:
            credenciales.activar(sesion, credencial)
            lectura.motivo = (Motivo.TARJETA_NUEVA if nueva else Motivo.NINGUNO).value
        asistencia.credencial_id = lectura.credencial_id = credencial.id
        anotar(actor, "lectura.poner_tarjeta", f"lectura:{lectura.id}")
        return nueva


def alertar_menor(actor: Actor, lectura_id: UUID | None) -> None:
    """Era menor de 18: no queda registrada como persona y su tarjeta vuelve a estar en blanco.

    La alerta es una línea de bitácora sin lugar, sin actividad y sin ningún dato de ella.
    """
    with transaccion() as sesion:
        if lectura_id is not None:
            lectura = marcas.exigir_lectura(sesion, lectura_id)
            marcas.exigir_propia(lectura, actor)
            marcas.olvidar(sesion, marcas.la_primera(sesion, lectura, actor), actor)
        anotar(actor, "proteccion.alerta", "proteccion")
