"""Sacar una tabla: exacta y reservada, o en su edición pública. Cada archivo lleva su ficha."""

from __future__ import annotations

from dataclasses import dataclass

from registro.errores import ErrorDeRegistro
from registro.extensiones import transaccion
from registro.informes import catalogo
from registro.informes.parametros import Parametros
from registro.informes.publicas.propuestas import proponer
from registro.informes.publicas.tablas import TablasPublicas
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones
from registro.seguridad.divulgacion.exportaciones import Ficha, Salida, leer_proposito
from registro.seguridad.divulgacion.operaciones import registrar
from registro.seguridad.divulgacion.politica import PUBLICA, RESERVADA
from registro.seguridad.permisos import Actor, exigir
from registro.tabla import Tabla

PUBLICAR = "conteos.publicar"
PARA_PUBLICAR = "Publicación"
PARA_TRABAJAR = "Consulta de trabajo"


@dataclass(frozen=True, slots=True)
class Entrega:
    """La tabla que salió y lo que el archivo dice de sí mismo."""

    tabla: Tabla
    ficha: Ficha


def sacar_tabla(actor: Actor, nombre: str, parametros: Parametros, proposito: str, formato: str) -> Entrega:
    """La tabla exacta en un archivo, que por eso es reservado.

    :raises NoPermitido: su rol no la ve.
    """
    exigir(actor, "tablas.ver")
    motivo = proposito or PARA_TRABAJAR
    tabla = catalogo.tabla(nombre, parametros)
    return Entrega(tabla, registrar(actor, Salida(tabla.titulo, RESERVADA, motivo, formato)))


def previsualizar_tabla(actor: Actor, nombre: str, parametros: Parametros) -> Tabla:
    """Cómo quedaría su edición pública, sin que salga nada.

    :raises NoPermitido: su rol no publica. :raises ErrorDeRegistro: no hay una tabla segura.
    """
    exigir(actor, PUBLICAR)
    return _proteger(nombre, parametros)[1]


def publicar_tabla(
    actor: Actor, nombre: str, parametros: Parametros, proposito: str, formato: str
) -> Entrega:
    """La edición pública de una tabla; lo que cuenta personas queda en el libro de lo publicado.

    :raises NoPermitido: su rol no publica. :raises ErrorDeRegistro: no hay una tabla segura.
    """
    exigir(actor, PUBLICAR)
    motivo = leer_proposito(proposito or PARA_PUBLICAR, "proposito")
    tablas, tabla = _proteger(nombre, parametros)
    with transaccion() as sesion:
        numeros = tablas.lanzamiento.asentar(sesion, actor)
        ficha = exportaciones.registrar(
            sesion, actor, Salida(tabla.titulo, PUBLICA, motivo, formato), numeros
        )
        anotar(actor, "tabla.publicar", f"tabla:{nombre}", {"serie": ficha.serie, **parametros.dados})
    return Entrega(tabla, ficha)


def _proteger(nombre: str, parametros: Parametros) -> tuple[TablasPublicas, Tabla]:
    """La tabla con lo pequeño oculto.

    :raises ErrorDeRegistro: no hay una forma segura; la frase dice qué pedir en cambio.
    """
    tablas = TablasPublicas.vigentes()
    tabla = tablas(nombre, parametros)
    if tablas.negadas:
        raise ErrorDeRegistro(
            "No hay forma segura de publicar esta tabla: con lo que ya se publicó, o por lo pequeñas que "
            "son las cuentas, alguien podría despejar lo oculto. No se publicó nada. "
            f"{proponer(nombre, parametros)}",
            "edicion",
        )
    return tablas, tabla
