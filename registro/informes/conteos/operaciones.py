"""Exportar un conteo: público, protegido junto con todo lo publicado, o reservado, exacto y con su motivo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import tomar_turno, transaccion
from registro.fechas import hoy
from registro.indicadores.contados import DE_PERSONAS
from registro.informes.conteos.cuentas import contar
from registro.informes.conteos.pedido import Pedido
from registro.informes.conteos.tabla import escribir, titular
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones, libro
from registro.seguridad.divulgacion.exportaciones import Ficha, Salida, leer_proposito
from registro.seguridad.divulgacion.politica import EDICIONES, RESERVADA, Politica, politica_vigente
from registro.seguridad.divulgacion.publicada import PERSONAS, Publicada
from registro.seguridad.divulgacion.publicar import publicar
from registro.seguridad.permisos import Actor, exigir
from registro.tabla import Tabla

EXPORTAR, PUBLICAR = "conteos.exportar", "conteos.publicar"
CANDADO = 20_061
PARA_PUBLICAR = "Publicación"
UNA_VEZ = "Quien está en dos casillas cuenta una sola vez en el total: los totales no son la suma."
CALLADAS = "Las respuestas de quien no autorizó usarlas en reportes se cuentan como «sin información»."
QUE_ES_OCULTO = "* Se oculta para no exponer a nadie; no quiere decir cero."


@dataclass(frozen=True, slots=True)
class Entrega:
    """La tabla que salió y lo que el archivo dice de sí mismo."""

    tabla: Tabla
    ficha: Ficha


def exportar_reservado(actor: Actor, pedido: Pedido, motivo: str, formato: str) -> Entrega:
    """El conteo exacto, para quien puede verlo y dice para qué.

    :raises NoPermitido: su rol no exporta. :raises ErrorDeRegistro: falta el motivo, o no hay qué contar.
    """
    exigir(actor, EXPORTAR)
    proposito = leer_proposito(motivo)
    conteo = contar(pedido, politica_vigente(RESERVADA, hoy()))
    tabla = escribir(pedido, conteo, notas_de(pedido))
    with transaccion() as sesion:
        ficha = exportaciones.registrar(sesion, actor, Salida(titular(pedido), RESERVADA, proposito, formato))
        anotar(actor, "conteos.exportar", f"serie:{ficha.serie}", {"dimensiones": list(pedido.dimensiones)})
    return Entrega(replace(tabla, titulo=f"{tabla.titulo} (reservado)"), ficha)


def exportar_publico(actor: Actor, pedido: Pedido, edicion: str, proposito: str, formato: str) -> Entrega:
    """El conteo con lo pequeño oculto; queda en el libro de lo publicado. Pedirlo otra vez da lo mismo.

    :raises ErrorDeRegistro: no hay una tabla segura; la frase propone cómo agrupar.
    """
    exigir(actor, PUBLICAR)
    motivo = leer_proposito(proposito or PARA_PUBLICAR)
    politica = politica_vigente(edicion, hoy())
    conteo = contar(pedido, politica)
    hecha, visto = _publicar(pedido, conteo, politica)
    with transaccion() as sesion:
        tomar_turno(sesion, CANDADO)
        if libro.ultima(sesion) != visto:
            raise EnConflicto("Otra persona publicó algo mientras tanto. No se publicó esta tabla: repita.")
        antes = libro.buscar(libro.huella_de(conteo, edicion))
        numero = antes[0] if antes else libro.asentar(sesion, actor, hecha, edicion, politica.umbral)
        salida = Salida(titular(pedido), edicion, motivo, formato)
        ficha = exportaciones.registrar(sesion, actor, salida, numero)
        anotar(actor, "conteos.publicar", f"publicacion:{numero}", {"serie": ficha.serie, "edicion": edicion})
    return Entrega(_escrita(pedido, hecha, politica), ficha)


def exportar(actor: Actor, pedido: Pedido, edicion: str, motivo: str, formato: str) -> Entrega:
    """En la edición que se pida."""
    if edicion == RESERVADA:
        return exportar_reservado(actor, pedido, motivo, formato)
    return exportar_publico(actor, pedido, edicion, motivo, formato)


def previsualizar(actor: Actor, pedido: Pedido, edicion: str) -> Tabla:
    """Cómo quedaría, sin que salga nada."""
    politica = politica_vigente(edicion, hoy())
    exigir(actor, EXPORTAR if edicion == RESERVADA else PUBLICAR)
    conteo = contar(pedido, politica)
    if edicion == RESERVADA:
        return escribir(pedido, conteo, notas_de(pedido))
    return _escrita(pedido, _publicar(pedido, conteo, politica)[0], politica)


def notas_de(pedido: Pedido) -> tuple[str, ...]:
    """Lo que hay que saber para leer el conteo."""
    personas = (UNA_VEZ,) if pedido.medida == PERSONAS else ()
    calladas = (CALLADAS,) if {"rango_edad", "genero"} & pedido.campos else ()
    return (*personas, *calladas)


def _publicar(pedido: Pedido, conteo: Publicada, politica: Politica) -> tuple[Publicada, int]:
    """La tabla protegida con todo lo publicado a la vista, y hasta dónde iba el libro."""
    visto, anteriores = libro.leer(
        DE_PERSONAS if pedido.universo in DE_PERSONAS else frozenset({pedido.universo})
    )
    antes = libro.buscar(libro.huella_de(conteo, politica.edicion))
    if antes:
        return antes[1], visto
    hecha = publicar(conteo, anteriores, politica.umbral)
    if hecha is None or not any(n and clave in hecha.visibles for clave, n in hecha.exactas.items()):
        raise ErrorDeRegistro(
            "No hay forma segura de publicar esta tabla: con lo que ya se publicó, o por lo pequeñas que "
            "son las cuentas, alguien podría despejar lo oculto. No se publicó nada. "
            f"{_propuesta(pedido, conteo)}",
            "filas",
        )
    return hecha, visto


def _escrita(pedido: Pedido, hecha: Publicada, politica: Politica) -> Tabla:
    reglas = f"{EDICIONES[politica.edicion].lower()}: no se muestran cuentas menores de {politica.umbral}"
    oculto = (QUE_ES_OCULTO,) if len(hecha.visibles) < len(hecha.exactas) else ()
    return escribir(pedido, hecha, (*oculto, *notas_de(pedido)), reglas)


def _propuesta(pedido: Pedido, conteo: Publicada) -> str:
    from registro.informes.conteos.propuestas import proponer

    return " ".join(proponer(pedido, conteo))
