"""Exportar un conteo: público, protegido junto con todo lo publicado, o reservado, exacto y con su motivo."""

from __future__ import annotations

from dataclasses import replace

from registro.errores import ErrorDeRegistro
from registro.extensiones import transaccion
from registro.indicadores.consultas.autorizadas import sin_autorizar
from registro.indicadores.consultas.dichas import RESPUESTAS
from registro.indicadores.contados import BASES
from registro.informes.catalogo import excluidas
from registro.informes.conteos.cuentas import armar
from registro.informes.conteos.pedido import Pedido
from registro.informes.conteos.propuestas import proponer
from registro.informes.conteos.tabla import escribir, titular
from registro.informes.publicas.lanzamiento import Lanzamiento
from registro.informes.publicas.operaciones import PARA_PUBLICAR, Entrega
from registro.informes.publicas.sumar import entran
from registro.personas.respuestas import SIN_INFORMACION
from registro.seguridad.bitacora import anotar
from registro.seguridad.divulgacion import exportaciones
from registro.seguridad.divulgacion.exportaciones import Salida, leer_proposito
from registro.seguridad.divulgacion.politica import EDICIONES, RESERVADA
from registro.seguridad.divulgacion.publicada import PERSONAS, Publicada, dice_algo
from registro.seguridad.permisos import Actor, exigir
from registro.tabla import Tabla

EXPORTAR, PUBLICAR = "conteos.exportar", "conteos.publicar"
UNA_VEZ = "Quien está en dos casillas cuenta una sola vez en el total: los totales no son la suma."
CALLADAS = (
    "Las respuestas de quien no autorizó usarlas en reportes se cuentan como «sin información»; lo de un "
    "corte cerrado queda como cuando se cerró."
)
QUE_ES_OCULTO = "* Se oculta para no exponer a nadie; no quiere decir cero."


def exportar_reservado(actor: Actor, pedido: Pedido, motivo: str, formato: str) -> Entrega:
    """El conteo exacto, para quien puede verlo y dice para qué.

    :raises NoPermitido: su rol no exporta. :raises ErrorDeRegistro: falta el motivo, o no hay qué contar.
    """
    exigir(actor, EXPORTAR)
    proposito = leer_proposito(motivo)
    lanzamiento = Lanzamiento.de(RESERVADA)
    conteo = _contar(pedido, lanzamiento)
    tabla = escribir(pedido, conteo, notas_de(pedido, lanzamiento))
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
    lanzamiento = Lanzamiento.de(edicion)
    hecha = _publicar(pedido, lanzamiento)
    with transaccion() as sesion:
        numeros = lanzamiento.asentar(sesion, actor)
        salida = Salida(titular(pedido), edicion, motivo, formato)
        ficha = exportaciones.registrar(sesion, actor, salida, numeros)
        anotar(
            actor, "conteos.publicar", f"publicacion:{numeros[0]}", {"serie": ficha.serie, "edicion": edicion}
        )
    return Entrega(_escrita(pedido, hecha, lanzamiento), ficha)


def exportar(actor: Actor, pedido: Pedido, edicion: str, motivo: str, formato: str) -> Entrega:
    """En la edición que se pida."""
    if edicion == RESERVADA:
        return exportar_reservado(actor, pedido, motivo, formato)
    return exportar_publico(actor, pedido, edicion, motivo, formato)


def previsualizar(actor: Actor, pedido: Pedido, edicion: str) -> Tabla:
    """Cómo quedaría, sin que salga nada."""
    exigir(actor, EXPORTAR if edicion == RESERVADA else PUBLICAR)
    lanzamiento = Lanzamiento.de(edicion)
    if edicion == RESERVADA:
        return escribir(pedido, _contar(pedido, lanzamiento), notas_de(pedido, lanzamiento))
    return _escrita(pedido, _publicar(pedido, lanzamiento), lanzamiento)


def notas_de(pedido: Pedido, lanzamiento: Lanzamiento) -> tuple[str, ...]:
    """Lo que hay que saber para leer el conteo.

    Si no es para publicar, con cuántas quedaron en «sin información» por su voluntad: saberlo, aun por lo
    bajo, acota lo que se oculta.
    """
    personas = (UNA_VEZ,) if pedido.medida == PERSONAS else ()
    if not {"rango_edad", "genero"} & pedido.campos:
        return personas
    if lanzamiento.politica.edicion != RESERVADA:
        return (*personas, CALLADAS)
    hechos, bases = lanzamiento.hechos_de(pedido.universo)[0], BASES[pedido.universo]
    dichas = [bases.index(pregunta) for pregunta in RESPUESTAS]
    calladas = sin_autorizar(
        hecho.persona
        for hecho in entran(hechos, bases, armar(pedido, hechos).filtros)
        if hecho.persona is not None and all(hecho.rasgos[una] == SIN_INFORMACION for una in dichas)
    )
    return (*personas, CALLADAS, *excluidas.nota(calladas, "Personas"))


def _contar(pedido: Pedido, lanzamiento: Lanzamiento) -> Publicada:
    return lanzamiento.contar(armar(pedido, lanzamiento.hechos_de(pedido.universo)[0]))


def _publicar(pedido: Pedido, lanzamiento: Lanzamiento) -> Publicada:
    """La tabla protegida con todo lo publicado a la vista.

    :raises ErrorDeRegistro: no hay una tabla segura; la frase propone cómo agrupar.
    """
    conteo = _contar(pedido, lanzamiento)
    hecha = lanzamiento.publicar(conteo)
    if hecha is None or not dice_algo(hecha):
        raise ErrorDeRegistro(
            "No hay forma segura de publicar esta tabla: con lo que ya se publicó, o por lo pequeñas que "
            "son las cuentas, alguien podría despejar lo oculto. No se publicó nada. "
            f"{proponer(pedido, conteo, lambda otro: _se_puede(otro, lanzamiento))}",
            "filas",
        )
    return hecha


def _escrita(pedido: Pedido, hecha: Publicada, lanzamiento: Lanzamiento) -> Tabla:
    politica = lanzamiento.politica
    reglas = f"{EDICIONES[politica.edicion].lower()}: no se muestran cuentas menores de {politica.umbral}"
    oculto = (QUE_ES_OCULTO,) if len(hecha.visibles) < len(hecha.exactas) else ()
    return escribir(pedido, hecha, (*oculto, *notas_de(pedido, lanzamiento)), reglas)


def _se_puede(pedido: Pedido, lanzamiento: Lanzamiento) -> bool:
    """Si ese otro conteo tiene forma segura con lo mismo a la vista; no queda escrito nada."""
    prueba = lanzamiento.aparte()
    return dice_algo(prueba.publicar(_contar(pedido, prueba)))
