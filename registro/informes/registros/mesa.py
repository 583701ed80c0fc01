"""Las presencias y sesiones que hay detrás de las matrices de una mesa."""

from __future__ import annotations

from registro.fechas import fecha_larga
from registro.informes.catalogo import mesa as catalogo
from registro.informes.registros.actividades import ORIGENES
from registro.informes.registros.hallados import Hallados, Pedido
from registro.matrices import consultas
from registro.matrices.zesai import CLASES, SemestreDeMesa, Sesion
from registro.tabla import Celda, Columna, TipoColumna

CLAVES = frozenset({"puesto", "sesion", "funcion", "mes", "clase", "semestre", "rol"})


def presencias(pedido: Pedido) -> Hallados:
    """Una línea por puesto y sesión a la que vino."""
    mesas = (
        catalogo.leer_semestre(pedido.parametros, pedido.filtro["semestre"])
        if "semestre" in pedido.filtro
        else [catalogo.leer(pedido.parametros)]
    )
    sesiones = {sesion.clave: sesion for mesa in mesas for sesion in mesa.sesiones}
    puestos = {puesto.clave: puesto for mesa in mesas for puesto in mesa.puestos}
    todas = [
        presencia
        for mesa in mesas
        for presencia in consultas.presencias(list(mesa.sesiones))
        if presencia.puesto in puestos
        and pedido.filtro.get("puesto", presencia.puesto) == presencia.puesto
        and pedido.filtro.get("sesion", presencia.sesion) == presencia.sesion
        and pedido.filtro.get("rol", puestos[presencia.puesto].rol) == puestos[presencia.puesto].rol
        and _abordo(mesa, presencia.sesion, pedido.filtro.get("funcion"))
    ]
    filas = tuple(
        (
            pedido.opaco("presencia", presencia.id),
            _enlace(sesiones[presencia.sesion]),
            Celda(puestos[presencia.puesto].entidad),
            Celda(puestos[presencia.puesto].nombre),
            Celda(ORIGENES.get(presencia.origen, presencia.origen)),
            Celda(1),
        )
        for presencia in todas[pedido.salto : pedido.salto + pedido.cuantas]
    )
    columnas = (
        *(Columna("Registro"), Columna("Sesión"), Columna("Entidad"), Columna("Puesto")),
        *(Columna("Cómo se registró"), Columna("Asistencias", TipoColumna.ENTERO)),
    )
    return Hallados(columnas, filas, len(todas), len(todas))


def _abordo(mesa: SemestreDeMesa, sesion: str, funcion: str | None) -> bool:
    return funcion is None or (funcion, sesion) in mesa.abordadas


def funciones(pedido: Pedido) -> Hallados:
    """Las sesiones de un mes que desarrollaron una función, con los puntos de su orden del día."""
    mesa = catalogo.leer(pedido.parametros)
    abordaron = {
        sesion for funcion, sesion in mesa.abordadas if pedido.filtro.get("funcion", funcion) == funcion
    }
    mes = pedido.filtro.get("mes")
    sesiones = [s for s in mesa.sesiones if s.clave in abordaron and mes in {None, str(s.dia.month)}]
    funcion = next((f for f in mesa.funciones if f.clave == pedido.filtro.get("funcion")), None)
    puntos = consultas.puntos_de(int(funcion.clave), [s.clave for s in sesiones]) if funcion else {}
    return _sesiones(pedido, sesiones, puntos)


def reuniones(pedido: Pedido) -> Hallados:
    """Las sesiones realizadas, de una clase o todas."""
    mesa: SemestreDeMesa = catalogo.leer(pedido.parametros)
    sesiones = [s for s in mesa.sesiones if pedido.filtro.get("clase", s.clase) == s.clase]
    return _sesiones(pedido, sesiones, {})


def _sesiones(pedido: Pedido, sesiones: list[Sesion], puntos: dict[str, list[str]]) -> Hallados:
    filas = tuple(
        (
            pedido.opaco("sesion", sesion.clave),
            _enlace(sesion),
            Celda(CLASES.get(sesion.clase, sesion.clase)),
            Celda("; ".join(puntos.get(sesion.clave, [])) or sesion.motivo or "—"),
            Celda(1),
        )
        for sesion in sesiones[pedido.salto : pedido.salto + pedido.cuantas]
    )
    columnas = (
        *(Columna("Registro"), Columna("Sesión"), Columna("Clase"), Columna("Punto o motivo")),
        Columna("Sesiones", TipoColumna.ENTERO),
    )
    return Hallados(columnas, filas, len(sesiones), len(sesiones))


def _enlace(sesion: Sesion) -> Celda:
    return Celda(fecha_larga(sesion.dia), (("actividad", sesion.uuid),))
