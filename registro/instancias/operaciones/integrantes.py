"""Puestos de una instancia y quienes se suceden en ellos."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado, exigir_version
from registro.extensiones import transaccion
from registro.fechas import fecha_larga
from registro.instancias.buscar import exigir_instancia, foto, huella_de, revisar_vigencia
from registro.instancias.fichas import ROLES_DE_PUESTO
from registro.instancias.modelo import Delegada, EntidadDePuesto, Puesto
from registro.instancias.siembra import entidad_llamada
from registro.personas.reglas import DELEGADA, generar_codigo
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import clave, limpiar

PERMISO = "actividades.gestionar"


@dataclass(frozen=True, slots=True)
class DatosDePuesto:
    """Lo que se escribe de un puesto. Sin ``orden`` va de último; sin fechas rige siempre."""

    entidades: tuple[str, ...]
    nombre: str
    sector_id: int | None = None
    rol: str = ""
    orden: int | None = None
    desde: date | None = None
    hasta: date | None = None


def agregar_puesto(actor: Actor, instancia_id: int, datos: DatosDePuesto) -> int:
    """Añade un puesto y devuelve su id.

    :raises ErrorDeRegistro: falta la entidad o el nombre, o el orden ya está ocupado.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        exigir_instancia(sesion, instancia_id)
        puesto = Puesto(instancia_id=instancia_id)
        _llenar_puesto(sesion, puesto, datos)
        sesion.add(puesto)
        sesion.flush()
        anotar(actor, "puesto.agregar", f"puesto:{puesto.id}", {"instancia": instancia_id})
        return puesto.id


def corregir_puesto(actor: Actor, puesto_id: int, datos: DatosDePuesto, version: int | None = None) -> None:
    """Corrige un puesto; con ``hasta`` se retira desde el día siguiente.

    :raises OtraVersion: otra persona lo cambió desde la ``version`` que se leyó.
    :raises ErrorDeRegistro: falta la entidad o el nombre, o el orden ya está ocupado.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        puesto = _puesto(sesion, puesto_id, version)
        antes = foto(puesto, "nombre", "rol", "orden", "sector_id", "desde", "hasta")
        antes["entidades"] = "; ".join(_nombres(puesto))
        _llenar_puesto(sesion, puesto, datos)
        anotar(actor, "puesto.corregir", f"puesto:{puesto.id}", {"antes": antes})


def relevar_entidades(
    actor: Actor, puesto_id: int, entidades: tuple[str, ...], desde: date, version: int | None = None
) -> None:
    """Desde ``desde`` el puesto es de otras entidades, o de la misma con otro nombre.

    :raises OtraVersion: otra persona lo cambió desde la ``version`` que se leyó.
    :raises ErrorDeRegistro: no se dice cuáles, o la fecha no es posterior al último cambio.
    """
    exigir(actor, PERMISO)
    nombres = [texto for nombre in entidades if (texto := limpiar(nombre, 200, "entidades"))]
    if not nombres:
        raise ErrorDeRegistro("Escriba la entidad que ocupa el puesto. No se guardó.", "entidades")
    with transaccion() as sesion:
        puesto = _puesto(sesion, puesto_id, version)
        actuales = [ocupante for ocupante in puesto.entidades if ocupante.hasta is None]
        ultimo = max((fecha for uno in actuales if (fecha := uno.desde)), default=puesto.desde)
        if ultimo and desde <= ultimo:
            raise EnConflicto(
                f"Su entidad ya cambió el {fecha_larga(ultimo)}: escriba una fecha posterior. No se guardó.",
                "desde",
            )
        antes = "; ".join(_nombres(puesto))
        for ocupante in actuales:
            ocupante.hasta = desde - timedelta(days=1)
        ids = [entidad_llamada(sesion, texto, puesto.sector_id).id for texto in dict.fromkeys(nombres)]
        puesto.entidades.extend(EntidadDePuesto(entidad_id=propia, desde=desde) for propia in ids)
        flag_modified(puesto, "nombre")  # aunque sólo cambien sus entidades, la versión avanza
        anotar(actor, "puesto.relevar_entidades", f"puesto:{puesto.id}", {"antes": antes})


def nombrar_delegada(actor: Actor, puesto_id: int, nombre: str, desde: date, correo: str = "") -> int:
    """Nombra a quien ocupa el puesto desde ``desde``; quien estaba lo deja la víspera. Devuelve su id.

    :raises EnConflicto: ya hay alguien nombrada desde esa fecha o después.
    """
    exigir(actor, PERMISO)
    nombre = limpiar(nombre, 160, "nombre")
    if not nombre:
        raise ErrorDeRegistro("Escriba el nombre de quien ocupa el puesto. No se guardó.", "nombre")
    with transaccion() as sesion:
        puesto = _puesto(sesion, puesto_id)
        _relevar(sesion, puesto, desde)
        codigo = generar_codigo(secrets.randbits, DELEGADA)
        nueva = Delegada(
            puesto_id=puesto.id,
            nombre=nombre,
            correo=limpiar(correo, 200, "correo") or None,
            huella=huella_de(codigo),
            codigo=codigo,
            desde=desde,
        )
        sesion.add(nueva)
        sesion.flush()
        anotar(actor, "delegada.nombrar", f"delegada:{nueva.id}", {"puesto": puesto.id})
        return nueva.id


def terminar_delegada(actor: Actor, delegada_id: int, hasta: date) -> None:
    """Quien ocupa el puesto lo deja al final de ``hasta``, sin que otra lo reciba todavía.

    :raises EnConflicto: la fecha es anterior a su llegada.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        delegada = _delegada(sesion, delegada_id)
        if hasta < delegada.desde:
            raise EnConflicto(
                f"Ocupa el puesto desde el {fecha_larga(delegada.desde)}: no puede dejarlo antes. "
                "No se cambió nada.",
                "hasta",
            )
        delegada.hasta = hasta
        anotar(actor, "delegada.terminar", f"delegada:{delegada.id}")


def imprimir_codigo(actor: Actor, delegada_id: int) -> str:
    """El código del QR de una delegada, para imprimirlo; queda anotado quién lo pidió."""
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        delegada = _delegada(sesion, delegada_id)
        anotar(actor, "delegada.imprimir_codigo", f"delegada:{delegada.id}")
        return delegada.codigo


def _nombres(puesto: Puesto) -> list[str]:
    return [ocupante.entidad.nombre for ocupante in puesto.entidades if ocupante.hasta is None]


def _relevar(sesion: Session, puesto: Puesto, desde: date) -> None:
    """Cierra la víspera a quien estaba; si alguien llegó ese día o después, el relevo no se entiende."""
    posterior = sesion.scalar(
        select(Delegada.desde).where(Delegada.puesto_id == puesto.id, Delegada.desde >= desde)
    )
    if posterior:
        raise EnConflicto(
            f"Ya hay alguien nombrado en este puesto desde el {fecha_larga(posterior)}. "
            "Escriba una fecha posterior. No se cambió nada.",
            "desde",
        )
    vispera = desde - timedelta(days=1)
    for anterior in sesion.scalars(select(Delegada).where(Delegada.puesto_id == puesto.id)):
        if anterior.hasta is None or anterior.hasta > vispera:
            anterior.hasta = vispera


def _llenar_puesto(sesion: Session, puesto: Puesto, datos: DatosDePuesto) -> None:
    nombre = limpiar(datos.nombre, 200, "nombre")
    entidades = [texto for nombre in datos.entidades if (texto := limpiar(nombre, 200, "entidades"))]
    if not entidades:
        raise ErrorDeRegistro("Escriba la entidad que ocupa el puesto. No se guardó.", "entidades")
    if not nombre:
        raise ErrorDeRegistro("Escriba el nombre del puesto. No se guardó.", "nombre")
    if datos.rol not in ROLES_DE_PUESTO:
        raise ErrorDeRegistro("Elija uno de los roles de la lista. No se guardó.", "rol")
    revisar_vigencia(datos.desde, datos.hasta)
    puesto.nombre, puesto.clave, puesto.rol = nombre, clave(nombre), datos.rol
    puesto.sector_id, puesto.desde, puesto.hasta = datos.sector_id, datos.desde, datos.hasta
    puesto.orden = _orden_libre(sesion, puesto, datos.orden)
    flag_modified(puesto, "nombre")  # aunque sólo cambien sus entidades, la versión avanza
    _poner_entidades(sesion, puesto, entidades)


def _poner_entidades(sesion: Session, puesto: Puesto, nombres: list[str]) -> None:
    """Corrige quiénes lo ocupan ahora; lo que cambió con fecha se conserva."""
    ids = [entidad_llamada(sesion, texto, puesto.sector_id).id for texto in dict.fromkeys(nombres)]
    ahora = [ocupante for ocupante in puesto.entidades if ocupante.hasta is None]
    if ids == [ocupante.entidad_id for ocupante in ahora]:
        return
    desde = ahora[0].desde if ahora else None
    for ocupante in ahora:
        puesto.entidades.remove(ocupante)
        sesion.delete(ocupante)
    sesion.flush()
    puesto.entidades.extend(EntidadDePuesto(entidad_id=entidad_id, desde=desde) for entidad_id in ids)


def _orden_libre(sesion: Session, puesto: Puesto, pedido: int | None) -> int:
    otros = select(Puesto.orden).where(
        Puesto.instancia_id == puesto.instancia_id, Puesto.id != (puesto.id or 0)
    )
    ocupados = set(sesion.scalars(otros))
    if pedido is None:
        return max(ocupados, default=0) + 1
    if pedido in ocupados:
        raise EnConflicto(f"Ya hay un puesto con el orden {pedido}. Escriba otro. No se guardó.", "orden")
    return pedido


def _puesto(sesion: Session, puesto_id: int, version: int | None = None) -> Puesto:
    puesto = sesion.get(Puesto, puesto_id)
    if puesto is None:
        raise NoEncontrado("Ese puesto no existe. No se cambió nada.")
    exigir_version(puesto.version, version, "este puesto")
    return puesto


def _delegada(sesion: Session, delegada_id: int) -> Delegada:
    delegada = sesion.get(Delegada, delegada_id)
    if delegada is None:
        raise NoEncontrado("Esa delegada no existe. No se cambió nada.")
    return delegada
