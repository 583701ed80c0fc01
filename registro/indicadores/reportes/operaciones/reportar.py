"""Lo que hace el sector: guardar el borrador, enviarlo y, ya aprobado, enviar un alcance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import ahora_utc, db, transaccion
from registro.fechas import fecha_larga, hoy
from registro.indicadores.modelo import Producto
from registro.indicadores.reportes import estados
from registro.indicadores.reportes.aportes import ya_contado
from registro.indicadores.reportes.consultas.fichas import (
    FichaDeProductoReportado,
    buscar_producto,
    corte_que_cubre,
    definicion_en,
    del_periodo,
    ficha_de_producto,
    tramos_de,
)
from registro.indicadores.reportes.consultas.revisiones import de_reporte
from registro.indicadores.reportes.lectura import Escrito, Medida, leer
from registro.indicadores.reportes.modelo import Alcance, PasoDeReporte, Reporte
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.quien import exigir_que_reporte
from registro.indicadores.reportes.revisiones import Caso, desmedido
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

LARGO_DEL_TEXTO = 20_000
LARGO_DE_JUSTIFICACION = 4_000


@dataclass(frozen=True, slots=True)
class Borrador:
    """Lo que se escribió en el formulario; ``version`` es la que se tenía a la vista."""

    escrito: Escrito
    texto: str = ""
    justificacion: str = ""
    sin_dato: bool = False
    version: int = 0


class PorRevisar(ErrorDeRegistro):
    """El reporte tiene hallazgos abiertos: se muestran todos y el borrador queda guardado."""


def guardar(actor: Actor, codigo: str, periodo: Periodo, borrador: Borrador) -> int:
    """Guarda el borrador y devuelve su versión.

    :raises ErrorDeRegistro: una cifra no se entiende, el producto no se reporta ese trimestre, el corte está
        cerrado o el reporte ya no está en manos del sector.
    :raises EnConflicto: otra persona lo guardó mientras tanto.
    """
    with transaccion() as sesion:
        reporte = escribir(sesion, actor, (codigo, periodo), borrador)
        anotar(actor, "reporte.guardar", objeto(reporte, codigo))
        return reporte.version


def enviar(actor: Actor, codigo: str, periodo: Periodo, version: int) -> None:
    """El borrador guardado pasa a la Dirección.

    :raises ErrorDeRegistro: le falta algo; el borrador sigue guardado.
    """
    with transaccion() as sesion:
        producto = buscar_producto(sesion, codigo)
        exigir_que_reporte(actor, definicion_en(sesion, producto.id, periodo).sector_id)
        reporte = exigir_reporte(sesion, producto, periodo)
        exigir_version(reporte, version)
        exigir_abierto(sesion, periodo)
        exigir_sin_contar(sesion, producto, periodo)
        if periodo.fin > hoy():
            raise ErrorDeRegistro(
                f"El {periodo.nombre} termina el {fecha_larga(periodo.fin)}: se puede enviar desde ese día. "
                "El borrador sigue guardado."
            )
        if reporte.valor is None and not reporte.sin_dato:
            raise ErrorDeRegistro(
                "Falta la cifra. Escríbala o marque que este trimestre no hay dato. "
                "El borrador sigue guardado.",
                "valor",
            )
        _exigir_revisado(sesion, reporte, codigo)
        reporte.estado = estados.despues_de(estados.ENVIAR, reporte.estado)
        reporte.enviado_en = dar_paso(actor, reporte, "enviado")
        anotar(actor, "reporte.enviar", objeto(reporte, codigo))


def _exigir_revisado(sesion: Session, reporte: Reporte, codigo: str) -> None:
    abiertos = [r for r in de_reporte(sesion, reporte, codigo) if r.abierto and r.hallazgo.del_sector]
    if abiertos:
        que = "una cosa" if len(abiertos) == 1 else f"{len(abiertos)} cosas"
        o_explique = ", o diga por qué está bien así" if any(r.hallazgo.explicable for r in abiertos) else ""
        raise PorRevisar(
            f"Hay {que} por revisar antes de enviar: corrija lo que no sea{o_explique}. "
            "El borrador sigue guardado."
        )


def enviar_alcance(actor: Actor, codigo: str, periodo: Periodo, texto: str, escrito: Escrito) -> int:
    """Añade o corrige lo aprobado; la Dirección lo acepta o lo niega. Devuelve su identificador.

    :raises ErrorDeRegistro: su cifra no se entiende, o es tantas veces la meta que sobran cifras.
    :raises EnConflicto: el reporte no está aprobado, o ya hay un alcance esperando respuesta.
    """
    texto = limpiar(texto, LARGO_DEL_TEXTO, "texto")
    if not texto:
        raise ErrorDeRegistro("Escriba qué añade o qué corrige. No se envió.", "texto")
    with transaccion() as sesion:
        producto = buscar_producto(sesion, codigo)
        exigir_que_reporte(actor, definicion_en(sesion, producto.id, periodo).sector_id)
        reporte = exigir_reporte(sesion, producto, periodo)
        if reporte.estado != estados.APROBADO:
            raise EnConflicto("Sólo un reporte aprobado recibe alcances: éste todavía se puede corregir.")
        if any(uno.estado == "pendiente" for uno in reporte.alcances):
            raise EnConflicto(
                "Ya hay un alcance esperando respuesta de la Dirección. "
                "Espere a que lo resuelva. No se envió."
            )
        medida = _leer_alcance(sesion, producto, periodo, escrito)
        alcance = Alcance(
            reporte_id=reporte.id,
            valor=medida.valor,
            numerador=medida.numerador,
            denominador=medida.denominador,
            texto=texto,
            enviado_en=ahora_utc(),
            enviado_por=actor.nombre,
        )
        sesion.add(alcance)
        dar_paso(actor, reporte, "alcance", texto)
        sesion.flush()
        anotar(actor, "reporte.alcance", objeto(reporte, codigo))
        return alcance.id


def _leer_alcance(sesion: Session, producto: Producto, periodo: Periodo, escrito: Escrito) -> Medida:
    definicion = definicion_en(sesion, producto.id, periodo)
    medida = leer(escrito, definicion.unidad)
    if frase := desmedido(Caso(producto.codigo, definicion, periodo, medida)):
        raise ErrorDeRegistro(f"{frase} Corrija la cifra. No se envió.", "valor")
    return medida


def escribir(sesion: Session, actor: Actor, donde: tuple[str, Periodo], borrador: Borrador) -> Reporte:
    """Pone lo escrito en el reporte, dentro de la transacción de quien llama."""
    codigo, periodo = donde
    producto = buscar_producto(sesion, codigo)
    propio = ficha_de_producto(sesion, producto, periodo)
    definicion = propio.definicion
    exigir_que_reporte(actor, definicion.sector_id)
    exigir_que_se_deba(propio, periodo)
    exigir_abierto(sesion, periodo)
    reporte = buscar_reporte(sesion, producto, periodo)
    if reporte is None:
        reporte = Reporte(producto_id=producto.id, vigencia=periodo.vigencia, trimestre=periodo.trimestre)
        reporte.estado, reporte.version = estados.BORRADOR, 1
        if borrador.version:
            raise EnConflicto(OTRA_PERSONA)
        sesion.add(reporte)
    else:
        exigir_version(reporte, borrador.version)
        estados.exigir_editable(reporte.estado)
    medida = Medida() if borrador.sin_dato else leer(borrador.escrito, definicion.unidad)
    reporte.valor, reporte.numerador, reporte.denominador = medida.valor, medida.numerador, medida.denominador
    reporte.sin_dato = borrador.sin_dato
    reporte.texto = limpiar(borrador.texto, LARGO_DEL_TEXTO, "texto")
    reporte.justificacion = limpiar(borrador.justificacion, LARGO_DE_JUSTIFICACION, "justificacion")
    reporte.cambiado_en, reporte.cambiado_por = ahora_utc(), actor.nombre
    sesion.flush()
    return reporte


OTRA_PERSONA = (
    "Otra persona guardó este reporte mientras usted lo tenía abierto. Lo que usted escribió sigue aquí "
    "y todavía no se guardó: compárelo y vuelva a guardar si es lo correcto."
)


def buscar_reporte(sesion: Session, producto: Producto, periodo: Periodo) -> Reporte | None:
    """El reporte de ese trimestre, si existe."""
    return sesion.scalar(select(Reporte).where(*del_periodo(producto.id, periodo)))


def exigir_reporte(sesion: Session, producto: Producto, periodo: Periodo) -> Reporte:
    """El reporte de ese trimestre.

    :raises ErrorDeRegistro: todavía no existe.
    """
    reporte = buscar_reporte(sesion, producto, periodo)
    if reporte is None:
        raise ErrorDeRegistro(
            f"El {producto.codigo} no tiene reporte del {periodo.nombre}. No se cambió nada."
        )
    return reporte


def exigir_version(reporte: Reporte, version: int) -> None:
    """Nadie pisa lo que otra guardó.

    :raises EnConflicto: cambió desde que se abrió.
    """
    if reporte.version != version:
        raise EnConflicto(OTRA_PERSONA)


def exigir_que_se_deba(producto: FichaDeProductoReportado, periodo: Periodo) -> None:
    """El producto se reporta en ese trimestre.

    :raises ErrorDeRegistro: no; la frase dice por qué.
    """
    razon = producto.por_que_no(periodo)
    if razon:
        raise ErrorDeRegistro(
            f"El {producto.codigo} no se reporta en el {periodo.nombre}: {razon}. No se guardó.", "trimestre"
        )
    if periodo.inicio > hoy():
        raise ErrorDeRegistro(f"El {periodo.nombre} todavía no empieza. No se guardó.", "trimestre")


def exigir_sin_contar(sesion: Session, producto: Producto, periodo: Periodo) -> None:
    """Lo que se va a contar no está ya dentro de un saldo que entró después de escribirlo.

    :raises ErrorDeRegistro: lo está; la frase dice en cuál.
    """
    anualizacion = definicion_en(sesion, producto.id, periodo).anualizacion
    if frase := ya_contado(tramos_de(producto), anualizacion, periodo.vigencia):
        raise ErrorDeRegistro(f"{frase}. El reporte sigue como estaba.", "trimestre")


def exigir_abierto(sesion: Session, periodo: Periodo) -> None:
    """El trimestre no está dentro de un corte cerrado.

    :raises EnConflicto: lo está.
    """
    corte = corte_que_cubre(sesion, periodo)
    if corte is not None:
        raise EnConflicto(
            f"El corte al {fecha_larga(corte.fin)} está cerrado: sus cifras no cambian. "
            "Si hay que corregirlas, la Dirección lo reabre con su motivo. No se cambió nada.",
            "trimestre",
        )


def dar_paso(actor: Actor, reporte: Reporte, paso: str, dicho: str = "") -> datetime:
    """Añade un paso a la historia y devuelve su momento."""
    momento = ahora_utc()
    db.session.add(
        PasoDeReporte(
            reporte_id=reporte.id,
            paso=paso,
            momento=momento,
            actor=actor.nombre,
            dicho=dicho,
            valor=reporte.valor,
        )
    )
    return momento


def objeto(reporte: Reporte, codigo: str) -> str:
    """Cómo lo nombra la bitácora: «reporte:1.4.2:2026-T3»."""
    return f"reporte:{codigo}:{Periodo(reporte.vigencia, reporte.trimestre)}"
