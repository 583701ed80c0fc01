"""El marco de una instancia: sembrar la mesa ZESAI, sus funciones y lo que programa cada semestre."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado, exigir_version
from registro.extensiones import transaccion
from registro.fechas import Semestre
from registro.instancias.buscar import exigir_instancia, foto, revisar_vigencia
from registro.instancias.calendario import exigir_del_semestre
from registro.instancias.modelo import FechaProgramada, Funcion, Instancia, MesSinSesion, Programacion
from registro.instancias.siembra import plantar_zesai
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import limpiar

PERMISO = "actividades.gestionar"
MAXIMO_DE_SESIONES = 200


@dataclass(frozen=True, slots=True)
class DatosDeFuncion:
    """Lo que se escribe de una función."""

    numero: int
    texto: str
    desde: date | None = None
    hasta: date | None = None


@dataclass(frozen=True, slots=True)
class DatosDeSemestre:
    """Sesiones programadas y, por mes sin sesión, su motivo (``{date(2020, 4, 1): "…"}``).

    ``fechas`` son los días de las ordinarias; ``None`` deja los que estaban.
    """

    ordinarias: int
    extraordinarias: int
    meses_sin_sesion: dict[date, str] = field(default_factory=dict)
    fechas: tuple[date, ...] | None = None


def sembrar(actor: Actor) -> bool:
    """Crea la mesa ZESAI en un registro nuevo. Devuelve si hizo falta: si ya hay instancias no toca nada."""
    with transaccion() as sesion:
        if sesion.scalar(select(func.count()).select_from(Instancia)):
            return False
        instancia = plantar_zesai(sesion)
        anotar(actor, "instancia.sembrar", f"instancia:{instancia.id}")
        return True


def agregar_funcion(actor: Actor, instancia_id: int, datos: DatosDeFuncion) -> int:
    """Añade una función y devuelve su id.

    :raises EnConflicto: otra función tiene ese número en esas fechas.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        exigir_instancia(sesion, instancia_id)
        funcion = Funcion(instancia_id=instancia_id)
        _llenar_funcion(sesion, funcion, datos)
        sesion.add(funcion)
        sesion.flush()
        anotar(actor, "funcion.agregar", f"funcion:{funcion.id}", {"instancia": instancia_id})
        return funcion.id


def corregir_funcion(
    actor: Actor, funcion_id: int, datos: DatosDeFuncion, version: int | None = None
) -> None:
    """Corrige una función; con ``hasta`` deja de regir desde el día siguiente.

    :raises OtraVersion: otra persona la cambió desde la ``version`` que se leyó.
    :raises EnConflicto: otra función tiene ese número en esas fechas.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        funcion = sesion.get(Funcion, funcion_id)
        if funcion is None:
            raise NoEncontrado("Esa función no existe. No se cambió nada.")
        exigir_version(funcion.version, version, "esta función")
        antes = foto(funcion, "numero", "texto", "desde", "hasta")
        _llenar_funcion(sesion, funcion, datos)
        anotar(actor, "funcion.corregir", f"funcion:{funcion.id}", {"antes": antes})


def programar(actor: Actor, instancia_id: int, semestre: Semestre, datos: DatosDeSemestre) -> None:
    """Guarda lo programado en un semestre y los motivos de sus meses sin sesión; un motivo vacío se quita.

    :raises ErrorDeRegistro: un número de sesiones imposible, o un mes de otro semestre.
    """
    exigir(actor, PERMISO)
    for campo, cantidad in (("ordinarias", datos.ordinarias), ("extraordinarias", datos.extraordinarias)):
        if not 0 <= cantidad <= MAXIMO_DE_SESIONES:
            raise ErrorDeRegistro(
                f"Escriba entre 0 y {MAXIMO_DE_SESIONES} sesiones. No se guardó nada.", campo
            )
    _revisar_fechas(semestre, datos)
    with transaccion() as sesion:
        exigir_instancia(sesion, instancia_id)
        de_ese = (Programacion.instancia_id == instancia_id, Programacion.semestre == str(semestre))
        programada = sesion.scalar(select(Programacion).where(*de_ese))
        antes = _programado(sesion, programada, instancia_id, semestre)
        if programada is None:
            programada = Programacion(instancia_id=instancia_id, semestre=str(semestre))
            sesion.add(programada)
        programada.ordinarias, programada.extraordinarias = datos.ordinarias, datos.extraordinarias
        if datos.fechas is not None:
            _poner_fechas(programada, sorted(set(datos.fechas)))
        for mes, motivo in datos.meses_sin_sesion.items():
            _explicar_mes(sesion, instancia_id, mes, limpiar(motivo, 500, f"mes_{mes.month}"))
        detalle = {"semestre": str(semestre), "antes": antes}
        anotar(actor, "instancia.programar", f"instancia:{instancia_id}", detalle)


def _revisar_fechas(semestre: Semestre, datos: DatosDeSemestre) -> None:
    """Los días son del semestre y tantos como ordinarias se programaron.

    :raises ErrorDeRegistro: uno cae fuera, o no cuadran.
    """
    for dia in datos.fechas or ():
        exigir_del_semestre(dia, semestre, "fechas")
    cuantas = len(set(datos.fechas or ()))
    if cuantas and cuantas != datos.ordinarias:
        raise ErrorDeRegistro(
            f"Días escritos: {cuantas}. Ordinarias programadas: {datos.ordinarias}. Deje los mismos. "
            "No se guardó; lo escrito sigue aquí.",
            "fechas",
        )


def _poner_fechas(programada: Programacion, dias: list[date]) -> None:
    programada.fechas = [una for una in programada.fechas if una.fecha in dias]
    hay = {una.fecha for una in programada.fechas}
    programada.fechas.extend(FechaProgramada(fecha=dia) for dia in dias if dia not in hay)


def _programado(
    sesion: Session, programada: Programacion | None, instancia_id: int, semestre: Semestre
) -> dict[str, str]:
    """Lo que decía el semestre, para la bitácora: un motivo que se quita no se pierde."""
    meses = select(MesSinSesion).where(
        MesSinSesion.instancia_id == instancia_id, MesSinSesion.mes.between(semestre.inicio, semestre.fin)
    )
    motivos = {uno.mes.isoformat(): uno.motivo for uno in sesion.scalars(meses)}
    if programada is None:
        return motivos
    dias = {"fechas": ", ".join(una.fecha.isoformat() for una in programada.fechas)}
    return motivos | foto(programada, "ordinarias", "extraordinarias") | (dias if dias["fechas"] else {})


def _explicar_mes(sesion: Session, instancia_id: int, mes: date, motivo: str) -> None:
    guardado = sesion.scalar(
        select(MesSinSesion).where(MesSinSesion.instancia_id == instancia_id, MesSinSesion.mes == mes)
    )
    if guardado and motivo:
        guardado.motivo = motivo
    elif guardado:
        sesion.delete(guardado)
    elif motivo:
        sesion.add(MesSinSesion(instancia_id=instancia_id, mes=mes, motivo=motivo))


def _llenar_funcion(sesion: Session, funcion: Funcion, datos: DatosDeFuncion) -> None:
    texto = limpiar(datos.texto, 2000, "texto")
    if not texto:
        raise ErrorDeRegistro("Escriba el texto de la función. No se guardó.", "texto")
    revisar_vigencia(datos.desde, datos.hasta)
    otras = sesion.scalars(
        select(Funcion).where(
            Funcion.instancia_id == funcion.instancia_id,
            Funcion.numero == datos.numero,
            Funcion.id != (funcion.id or 0),
        )
    )
    for otra in otras:
        if _se_cruzan(otra, datos):
            raise EnConflicto(
                f"Ya hay una función {datos.numero} en esas fechas. Ponga fecha final a la anterior "
                "o use otro número. No se guardó.",
                "numero",
            )
    funcion.numero, funcion.texto = datos.numero, texto
    funcion.desde, funcion.hasta = datos.desde, datos.hasta


def _se_cruzan(otra: Funcion, datos: DatosDeFuncion) -> bool:
    empieza_tarde = otra.hasta is not None and datos.desde is not None and datos.desde > otra.hasta
    termina_antes = otra.desde is not None and datos.hasta is not None and datos.hasta < otra.desde
    return not (empieza_tarde or termina_antes)
