"""Qué se hace con cada lectura que llega: se acepta, se repite, se revisa o se rechaza. Puro.

Nada se pierde: lo que no se puede contar hoy se guarda tal como llegó y lo decide una persona en la bandeja.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from registro.actividades.conteos import PUBLICOS
from registro.actividades.estados import ABIERTA, ANULADA, CERRADA, PROGRAMADA
from registro.fechas import ZONA
from registro.personas.reglas import CodigoIlegible, leer_codigo
from registro.personas.reglas import Motivo as MotivoDeCodigo

QR, MANUAL, ANONIMA = "qr", "manual", "anonima"
MEDIOS = (QR, MANUAL, ANONIMA)
AL_RECIBIR = "al recibir"  # en vez de una hora: la pone el reloj de quien recibe
MAXIMO_SIN_TARJETA = 500
RECIBIDO, REMISION = "recibido", "remision"
PENDIENTE = "pendiente"
RESULTADOS: dict[str, str] = {
    PENDIENTE: "Pendiente",
    "efectiva": "Efectiva",
    "no_efectiva": "No efectiva",
}
ADELANTO_DEL_RELOJ = timedelta(minutes=5)
ANTICIPO = timedelta(days=1)
MAYOR_DESFASE = 2**31 - 1
LARGO_DE_UUID = 45  # con llaves y «urn:uuid:»
_SIGLO = range(1970, 2101)


class Estado(StrEnum):
    """El veredicto de una lectura."""

    ACEPTADA = "aceptada"
    REPETIDA = "repetida"
    EN_REVISION = "en_revision"
    RECHAZADA = "rechazada"


class Motivo(StrEnum):
    """Por qué se llegó al veredicto; lo aceptado sin novedad no lleva ninguno."""

    NINGUNO = ""
    TARJETA_NUEVA = "tarjeta_nueva"
    YA_ESTABA = "ya_estaba"
    TARJETA_DESCONOCIDA = "tarjeta_desconocida"
    TARJETA_REVOCADA = "tarjeta_revocada"
    TARJETA_REEMPLAZADA = "tarjeta_reemplazada"
    ACTIVIDAD_DESCONOCIDA = "actividad_desconocida"
    ACTIVIDAD_SIN_ABRIR = "actividad_sin_abrir"
    ACTIVIDAD_CERRADA = "actividad_cerrada"
    ACTIVIDAD_ANULADA = "actividad_anulada"
    NO_RECIBE_TARJETAS = "no_recibe_tarjetas"
    FECHA_IMPOSIBLE = "fecha_imposible"
    OTRO_CONTENIDO = "otro_contenido"
    CODIGO_TRUNCADO = "codigo_truncado"
    CODIGO_AJENO = "codigo_ajeno"
    CODIGO_MAL_LEIDO = "codigo_mal_leido"
    CANTIDAD_IMPOSIBLE = "cantidad_imposible"
    OTRA_TABLETA = "otra_tableta"
    RELOJ_CORREGIDO = "reloj_corregido"
    NO_SE_ABRE = "no_se_abre"
    ESPERA_LECTURA = "espera_lectura"
    ESPERA_ACTIVIDAD = "espera_actividad"
    SIN_EFECTO = "sin_efecto"
    ILEGIBLE = "ilegible"


_DE_CODIGO = {
    MotivoDeCodigo.TRUNCADO: Motivo.CODIGO_TRUNCADO,
    MotivoDeCodigo.AJENO: Motivo.CODIGO_AJENO,
    MotivoDeCodigo.CONTROL: Motivo.CODIGO_MAL_LEIDO,
}


class LecturaLeida(NamedTuple):
    """Una lectura ya entendida; ``problema`` dice por qué no se pudo entender.

    ``desfase_s``: la tableta estaba fuera de hora por tanto, y la hora que trae ya está corregida.
    """

    actividad: UUID | None
    codigo: str | None
    medio: str
    leida_en: datetime | None
    cantidad: int = 1
    publico: str = ""
    problema: Motivo = Motivo.NINGUNO
    desfase_s: int | None = None


@dataclass(frozen=True, slots=True)
class SituacionDeActividad:
    """Lo que hay que saber de la actividad para decidir.

    ``valen_hasta``: la cerró una tableta a esa hora; lo leído antes vale aunque llegue después.
    """

    estado: str
    fecha: date
    con_tarjetas: bool
    institucional: bool
    valen_hasta: datetime | None = None


@dataclass(slots=True)
class SituacionDeTarjeta:
    """Lo que hay que saber de la tarjeta para decidir. Estados: los de ``personas.credenciales``."""

    estado: str
    cambiada_en: datetime | None = None


class Veredicto(NamedTuple):
    """El estado, el motivo y lo que se crea con la lectura."""

    estado: Estado
    motivo: Motivo = Motivo.NINGUNO
    crea_asistencia: bool = False
    crea_persona: bool = False
    conserva_tarjeta: bool = True


_ESTRENA = Veredicto(Estado.ACEPTADA, Motivo.TARJETA_NUEVA, crea_asistencia=True, crea_persona=True)
_RETIRADAS = {"revocada": Motivo.TARJETA_REVOCADA, "reemplazada": Motivo.TARJETA_REEMPLAZADA}


def leer(cruda: Any, ahora: datetime) -> LecturaLeida:
    """Entiende una lectura tal como llegó; nunca falla: lo que no se entiende queda dicho en ``problema``."""
    if not isinstance(cruda, dict):
        return LecturaLeida(None, None, "", None, problema=Motivo.ILEGIBLE)
    actividad = _leer_lugar(cruda.get("actividad") or cruda.get("provisional"))
    medio, reloj = cruda.get("medio"), cruda.get("reloj")
    leida_en, cantidad = leer_momento(cruda.get("leida_en"), ahora), cruda.get("cantidad", 1)
    desfase = _desfase_corregido(reloj)
    publico, escrito = cruda.get("publico") or "", cruda.get("credencial")
    publico_conocido = isinstance(publico, str) and publico in PUBLICOS
    if medio not in MEDIOS or not publico_conocido or (medio == ANONIMA) != (escrito is None):
        conocido = str(medio) if medio in MEDIOS else ""
        return LecturaLeida(actividad, None, conocido, leida_en, problema=Motivo.ILEGIBLE)
    tope = MAXIMO_SIN_TARJETA if escrito is None else 1
    if not isinstance(cantidad, int) or isinstance(cantidad, bool) or not 1 <= cantidad <= tope:
        return LecturaLeida(actividad, None, medio, leida_en, problema=Motivo.CANTIDAD_IMPOSIBLE)
    if escrito is None:
        return LecturaLeida(actividad, None, medio, leida_en, cantidad, publico, desfase_s=desfase)
    if not isinstance(escrito, str):
        return LecturaLeida(actividad, None, medio, leida_en, problema=Motivo.ILEGIBLE)
    try:
        codigo = leer_codigo(escrito)
    except CodigoIlegible as error:
        return LecturaLeida(actividad, None, medio, leida_en, problema=_DE_CODIGO[error.motivo])
    return LecturaLeida(actividad, codigo, medio, leida_en, 1, publico, desfase_s=desfase)


def _desfase_corregido(reloj: Any) -> int | None:
    """Los segundos que la tableta corrigió; nada si no dice claro que corrigió alguno."""
    if not isinstance(reloj, Mapping) or reloj.get("corregida") is not True:
        return None
    dicho = reloj.get("desfase_s")
    return max(-MAYOR_DESFASE, min(MAYOR_DESFASE, dicho)) if isinstance(dicho, int) else 0


def leer_uuid(valor: Any) -> UUID | None:
    """El identificador, o nada si no lo es."""
    try:
        return UUID(valor) if isinstance(valor, str) else None
    except ValueError:
        return None


def _leer_lugar(valor: Any) -> UUID | None:
    """El de la actividad, que en un lote es casi siempre la misma."""
    corto = isinstance(valor, str) and len(valor) <= LARGO_DE_UUID
    return _leer_repetido(valor) if corto else leer_uuid(valor)


_leer_repetido = lru_cache(maxsize=256)(leer_uuid)


def leer_momento(valor: Any, ahora: datetime) -> datetime | None:
    """Un instante con su zona y de este siglo (más o menos); cualquier otra cosa es una fecha imposible."""
    if valor == AL_RECIBIR:
        return ahora
    try:
        momento = datetime.fromisoformat(valor) if isinstance(valor, str) else None
    except ValueError:
        return None
    if momento is None or momento.tzinfo is None or momento.year not in _SIGLO:
        return None
    return momento


def decidir(
    lectura: LecturaLeida,
    actividad: SituacionDeActividad | None,
    tarjeta: SituacionDeTarjeta | None,
    *,
    ya_estaba: bool,
    ahora: datetime,
) -> Veredicto:
    """El veredicto de una lectura nueva. Sin red, sin base y sin reloj propio: se puede probar entero."""
    if lectura.problema:
        return Veredicto(Estado.RECHAZADA, lectura.problema, conserva_tarjeta=False)
    if actividad is None:
        return _revisar(Motivo.ACTIVIDAD_DESCONOCIDA)
    if actividad.institucional or not (actividad.con_tarjetas or lectura.codigo is None):
        # Ni siquiera se anota qué tarjeta fue: la asistencia institucional no se cruza con la de personas.
        return Veredicto(Estado.EN_REVISION, Motivo.NO_RECIBE_TARJETAS, conserva_tarjeta=False)
    if ya_estaba:
        return Veredicto(Estado.REPETIDA, Motivo.YA_ESTABA)
    abierta = actividad.estado == ABIERTA or (
        actividad.estado == CERRADA and _alcanzo(lectura.leida_en, actividad.valen_hasta)
    )
    if not abierta:
        sin_recibir = {ANULADA: Motivo.ACTIVIDAD_ANULADA, PROGRAMADA: Motivo.ACTIVIDAD_SIN_ABRIR}
        return _revisar(sin_recibir.get(actividad.estado, Motivo.ACTIVIDAD_CERRADA))
    if lectura.leida_en is None or not _es_posible(lectura.leida_en, actividad.fecha, ahora):
        return _revisar(Motivo.FECHA_IMPOSIBLE)
    novedad = Motivo.NINGUNO if lectura.desfase_s is None else Motivo.RELOJ_CORREGIDO
    if lectura.codigo is None:
        return Veredicto(Estado.ACEPTADA, novedad, crea_asistencia=True)
    return _decidir_tarjeta(tarjeta, lectura.leida_en, novedad)


def _alcanzo(leida_en: datetime | None, valen_hasta: datetime | None) -> bool:
    """Se leyó antes de que una tableta cerrara la actividad: llega tarde sólo por falta de red."""
    return leida_en is not None and valen_hasta is not None and leida_en <= valen_hasta


def _decidir_tarjeta(tarjeta: SituacionDeTarjeta | None, leida_en: datetime, novedad: Motivo) -> Veredicto:
    """La desconocida cuenta como una asistencia suelta; la retirada vale si se leyó antes de retirarla."""
    if tarjeta is None or tarjeta.estado == "desconocida":
        return Veredicto(Estado.EN_REVISION, Motivo.TARJETA_DESCONOCIDA, crea_asistencia=True)
    retirada = _RETIRADAS.get(tarjeta.estado)
    if retirada and (tarjeta.cambiada_en is None or leida_en >= tarjeta.cambiada_en):
        return _revisar(retirada)
    if tarjeta.estado == "en_blanco":
        return _ESTRENA
    return Veredicto(Estado.ACEPTADA, novedad, crea_asistencia=True)


def _revisar(motivo: Motivo) -> Veredicto:
    return Veredicto(Estado.EN_REVISION, motivo)


def _es_posible(leida_en: datetime, fecha: date, ahora: datetime) -> bool:
    """Ni adelantada al reloj ni días antes de la actividad; después sí: la red puede tardar."""
    return leida_en <= ahora + ADELANTO_DEL_RELOJ and leida_en.astimezone(ZONA).date() >= fecha - ANTICIPO
