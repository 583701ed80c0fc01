"""Abrir una cifra: los registros que la suman, con su filtro dicho en palabras y sin decir quién es nadie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from registro.actividades.tipos import TIPOS
from registro.errores import ErrorDeRegistro
from registro.indicadores.operaciones import anotar_apertura
from registro.informes import catalogo
from registro.informes.catalogo.declaracion import Declaracion, portada
from registro.informes.contraste.tabla import OTRA_TABLA, completar, solo_los_de
from registro.informes.parametros import Parametros
from registro.informes.registros import actividades, casa, cumplimiento, mesa, palabras, plan
from registro.informes.registros.hallados import Hallados, Pedido
from registro.numeros import escribir_decimal
from registro.seguridad.permisos import Actor, exigir
from registro.tabla import Filtro, Tabla
from registro.textos import abreviar

POR_PAGINA = 50
RESERVADAS = "atenciones.abrir"
DE_QUE_DEPENDE = frozenset({"medida", "tipo"})  # quién puede abrir una casilla


@dataclass(frozen=True, slots=True)
class Medida:
    """Cómo se abre una clase de cifra: quién halla los registros, con qué filtros y quién puede verlos."""

    hallar: Callable[[Pedido], Hallados]
    claves: frozenset[str]
    uno: str
    varios: str
    permiso: str = "registros.ver"


MEDIDAS: dict[str, Medida] = {
    "actividades": Medida(actividades.actividades, actividades.CLAVES, "actividad", "actividades"),
    "sesiones": Medida(actividades.sesiones, actividades.CLAVES, "sesión", "sesiones"),
    "asistencias": Medida(actividades.asistencias, actividades.CLAVES, "asistencia", "asistencias"),
    "cantidad": Medida(actividades.cantidad, actividades.CLAVES, "de cantidad", "de cantidad"),
    "atenciones": Medida(casa.atenciones, casa.CLAVES, "atención", "atenciones", RESERVADAS),
    "gestiones": Medida(casa.gestiones, casa.CLAVES, "vez", "veces", RESERVADAS),
    "mujeres": Medida(casa.mujeres, casa.CLAVES, "mujer", "mujeres", RESERVADAS),
    "productos": Medida(plan.productos, plan.CLAVES, "producto", "productos"),
    "semaforo": Medida(cumplimiento.productos, cumplimiento.CLAVES, "producto", "productos"),
    "calculo": Medida(cumplimiento.calculo, cumplimiento.CLAVES_DE_CALCULO, "", ""),
    "promedio": Medida(cumplimiento.promedio, cumplimiento.CLAVES_DE_PROMEDIO, "", ""),
    "presencias": Medida(mesa.presencias, mesa.CLAVES, "asistencia", "asistencias"),
    "funciones": Medida(mesa.funciones, mesa.CLAVES, "sesión", "sesiones"),
    "reuniones": Medida(mesa.reuniones, mesa.CLAVES, "sesión", "sesiones"),
}


@dataclass(frozen=True, slots=True)
class Registros:
    """Una página de los registros de una cifra: qué dice, cuánto suman, cuántos son y con qué filtro."""

    figura: str
    tabla: Tabla
    suma: int | Decimal
    cuantos: int
    filtro: tuple[tuple[str, str], ...]
    bajada: str = ""


def puede_abrir(actor: Actor, declarada: Declaracion, filtro: Filtro, parametros: Parametros) -> bool:
    """Si quien mira puede ver los registros de esta casilla; los de atenciones, sólo Casa de Todas."""
    completo = declarada.fijo | dict(filtro)
    if not actor.puede("registros.ver"):
        return False
    return "medida" in completo and actor.puede(_permiso(completo, parametros))


def reservada(actor: Actor, declarada: Declaracion) -> bool:
    """Si las cifras de esta tabla se abren, pero no para quien mira."""
    medida = MEDIDAS.get(declarada.fijo.get("medida", ""))
    return medida is not None and medida.permiso == RESERVADAS and not actor.puede(RESERVADAS)


def quien_abre(actor: Actor, declarada: Declaracion, parametros: Parametros) -> Callable[[Filtro], bool]:
    """Responde, casilla por casilla, si quien mira puede ver sus registros: según su medida y su tipo."""
    sabidas: dict[tuple[tuple[str, str], ...], bool] = {}

    def abre(filtro: Filtro) -> bool:
        clave = tuple([par for par in filtro if par[0] in DE_QUE_DEPENDE])
        if clave not in sabidas:
            sabidas[clave] = puede_abrir(actor, declarada, filtro, parametros)
        return sabidas[clave]

    return abre


def _permiso(filtro: Mapping[str, str], parametros: Parametros) -> str:
    """Una asistencia a Casa de Todas dice que alguien fue: se cuida como una atención."""
    medida = MEDIDAS[filtro["medida"]]
    claves = (
        [filtro.get("tipo") or parametros.tipo] if (filtro.get("tipo") or parametros.tipo) else list(TIPOS)
    )
    con_atenciones = any(TIPOS[clave].con_atenciones for clave in claves if clave in TIPOS)
    if medida.hallar is actividades.asistencias and con_atenciones:
        return RESERVADAS
    return medida.permiso


def abrir(
    actor: Actor, nombre: str, filtro: Mapping[str, str], parametros: Parametros, pagina: int | None = 1
) -> Registros:
    """Los registros de una casilla; sin número de página, todos (para descargarlos).

    :raises ErrorDeRegistro: la tabla, el filtro o la medida no existen.
    :raises NoPermitido: quien pide no puede ver esos registros.
    """
    declarada = catalogo.declaracion(nombre)
    catalogo.revisar(declarada, parametros)
    if OTRA_TABLA in filtro:  # una cifra del contraste se abre en la tabla de donde es
        propio = {clave: valor for clave, valor in filtro.items() if clave != OTRA_TABLA}
        otra = catalogo.declaracion(filtro[OTRA_TABLA])
        return abrir(actor, otra.nombre, propio, solo_los_de(otra, completar(parametros)), pagina)
    completo = declarada.fijo | dict(filtro)
    _revisar(nombre, completo)
    permiso = _permiso(completo, parametros)
    exigir(actor, permiso)
    salto, cuantas = (0, 10**9) if pagina is None else ((pagina - 1) * POR_PAGINA, POR_PAGINA)
    hallados = MEDIDAS[completo["medida"]].hallar(Pedido(declarada, completo, parametros, salto, cuantas))
    if permiso == RESERVADAS:
        anotar_apertura(actor, nombre, hallados.cuantos)
    return _registros(declarada, completo, parametros, hallados)


def _revisar(nombre: str, filtro: Mapping[str, str]) -> None:
    medida = MEDIDAS.get(filtro.get("medida", ""))
    if medida is None:
        raise ErrorDeRegistro(f"Las cifras de la tabla {nombre} no se abren en registros.")
    for clave in filtro:
        if clave != "medida" and clave not in medida.claves:
            raise ErrorDeRegistro(
                f"«{abreviar(clave)}» no es un filtro de esta cifra. Vuelva a la tabla y ábrala desde ahí."
            )


def _registros(
    declarada: Declaracion, filtro: Mapping[str, str], parametros: Parametros, hallados: Hallados
) -> Registros:
    medida = MEDIDAS[filtro["medida"]]
    nombre = (filtro.get("unidad") if filtro["medida"] == "cantidad" else "") or (
        medida.uno if hallados.suma == 1 else medida.varios
    )
    cubierta = portada(
        (f"{declarada.nombre}_registros", f"Registros de {declarada.titulo}"),
        parametros,
        notas=hallados.notas,
    )
    return Registros(
        figura=hallados.figura or f"{escribir_decimal(hallados.suma, None)} {nombre}",
        tabla=cubierta.tabla(hallados.columnas, hallados.filas, None),
        suma=hallados.suma,
        cuantos=hallados.cuantos,
        filtro=palabras.describir(declarada, filtro, parametros),
        bajada=hallados.bajada,
    )
