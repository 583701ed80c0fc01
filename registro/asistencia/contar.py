"""Contar en una actividad una lectura que esperaba, dentro de la transacción de quien decide."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy.orm import Session

from registro.actividades.base import Actividad, buscar
from registro.actividades.estados import REALIZADA
from registro.actividades.tipos import tipo_de
from registro.asistencia import marcas, reglas
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.reglas import Motivo
from registro.errores import EnConflicto
from registro.extensiones import ahora_utc
from registro.personas import credenciales
from registro.seguridad.permisos import Actor


def destino(sesion: Session, actividad: str, *, con_tarjeta: bool) -> Actividad:
    """La actividad donde contará, tomada hasta el commit.

    :raises EnConflicto: no puede recibirla.
    """
    elegida = buscar(sesion, actividad)
    tipo = tipo_de(elegida.tipo)
    recibe = tipo.con_tarjetas or not (con_tarjeta or tipo.institucional)
    if elegida.estado not in REALIZADA or not recibe:
        raise EnConflicto("Esa actividad no puede recibirla: elija otra. No se cambió nada.", "actividad")
    marcas.tomar_actividad(sesion, elegida.id)
    return elegida


def cuando(lectura: Lectura) -> datetime:
    """Cuándo se leyó; si su fecha no era posible, cuándo llegó."""
    imposible = lectura.motivo == Motivo.FECHA_IMPOSIBLE.value or lectura.leida_en is None
    return lectura.recibida_en if imposible or lectura.leida_en is None else lectura.leida_en


def dejar(sesion: Session, lectura: Lectura, asistencia: Asistencia) -> None:
    """La asistencia nueva queda como la de esa lectura."""
    sesion.add(asistencia)
    sesion.flush()
    lectura.asistencia_id = asistencia.id


def contar_tal_cual(sesion: Session, actor: Actor, lectura: Lectura, actividad: str) -> Actividad:
    """La lectura vale tal como llegó, en esa actividad; sale de la bandeja.

    :raises EnConflicto: la actividad no puede recibirla, o no se sabe qué tarjeta era.
    """
    leida = reglas.leer(json.loads(lectura.crudo), ahora_utc()) if lectura.crudo else None
    if leida is None or leida.problema:
        raise EnConflicto("Ya no se puede saber qué tarjeta era. Cuéntela sin tarjeta o descártela.")
    elegida = destino(sesion, actividad, con_tarjeta=leida.codigo is not None)
    if leida.codigo is None:
        suma = Asistencia(
            actividad_id=elegida.id,
            cantidad=leida.cantidad,
            publico=leida.publico,
            origen=reglas.ANONIMA,
            leida_en=cuando(lectura),
        )
        dejar(sesion, lectura, suma)
    else:
        tarjeta = credenciales.buscar(sesion, leida.codigo)
        tarjeta = tarjeta or credenciales.crear_desconocida(sesion, leida.codigo)
        if tarjeta.estado == credenciales.EN_BLANCO:
            credenciales.activar(sesion, tarjeta)
        presente = marcas.asegurar(sesion, elegida.id, tarjeta.id, leida.medio, cuando(lectura))
        lectura.credencial_id, lectura.asistencia_id = tarjeta.id, presente.id
    marcas.resolver(lectura, actor, "aceptada en la actividad")
    return elegida
