"""Reportes trimestrales ya aprobados: entran como si la Dirección los hubiera aprobado."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc
from registro.fechas import fecha_larga, hoy
from registro.indicadores.reportes.aportes import ya_contado
from registro.indicadores.reportes.consultas.fichas import calendario_de
from registro.indicadores.reportes.consultas.tablero import ultimos_cerrados
from registro.indicadores.reportes.estados import APROBADO, NOMBRES
from registro.indicadores.reportes.lectura import Medida
from registro.indicadores.reportes.modelo import PasoDeReporte, Reporte
from registro.indicadores.reportes.operaciones.reportar import LARGO_DE_JUSTIFICACION, LARGO_DEL_TEXTO
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.revisiones import Caso, desmedido
from registro.indicadores.versiones import vigente
from registro.intercambio.fila import Fila
from registro.intercambio.tipos import del_plan
from registro.intercambio.tipos.conteos import cantidad, en_cifras
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.textos import abreviar, clave

PRIMERA, ULTIMA = 2010, 2100
SIN_DATO = "sin dato"
A_LA_VISTA = 60


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Lo que un sector reportó de un producto en un trimestre."""
    ficha = del_plan.producto(fila, memoria)
    periodo = Periodo(cantidad(fila, "vigencia", PRIMERA, ULTIMA), _trimestre(fila))
    definicion = vigente(ficha.versiones, periodo.fin).definicion
    if razon := calendario_de(definicion).por_que_no(periodo):
        raise ErrorDeRegistro(
            f"El {ficha.codigo} no se reporta en el {periodo.nombre}: {razon}.", "trimestre"
        )
    if periodo.fin >= hoy():
        raise ErrorDeRegistro(f"El {periodo.nombre} todavía no termina.", "trimestre")
    sin_dato = clave(fila.texto("valor")) == SIN_DATO
    medida = Medida() if sin_dato else del_plan.medida(fila, definicion.unidad)
    if medida.valor is None and not sin_dato:
        raise ErrorDeRegistro("Falta la cifra. Si no hubo, escriba «sin dato».", "valor")
    if frase := desmedido(Caso(ficha.codigo, definicion, periodo, medida)):
        raise ErrorDeRegistro(frase, "valor")
    if frase := ya_contado(ficha.alcanzados, definicion.anualizacion, periodo.vigencia):
        raise ErrorDeRegistro(f"{frase}.", "vigencia")
    texto = fila.texto("texto", LARGO_DEL_TEXTO)
    justificacion = fila.texto("justificacion", LARGO_DE_JUSTIFICACION)
    datos = {
        "codigo": ficha.codigo,
        "producto_id": ficha.id,
        "periodo": periodo,
        "valor": medida.valor,
        "numerador": medida.numerador,
        "denominador": medida.denominador,
        "sin_dato": sin_dato,
        "texto": texto,
        "justificacion": justificacion,
    }
    return Leida(fila.linea, (ficha.codigo, periodo), _dice(medida, texto, justificacion), datos)


def _trimestre(fila: Fila) -> int:
    """4, «4» o «T4»."""
    escrito = fila.obligatorio("trimestre").upper().removeprefix("T").strip()
    if escrito not in {"1", "2", "3", "4"}:
        raise ErrorDeRegistro(
            f"«{fila.texto('trimestre')[:30]}» no es un trimestre. Es 1, 2, 3 o 4.", "trimestre"
        )
    return int(escrito)


def _dice(medida: Medida, texto: str, justificacion: str) -> dict[str, str]:
    """Una celda vacía no contradice lo guardado."""
    dice = {"valor": f"valor {en_cifras(medida.valor)}"}
    if medida.numerador is not None:
        dice["numerador"] = f"{en_cifras(medida.numerador)} de {en_cifras(medida.denominador)}"
    for columna, escrito in (("texto", texto), ("justificacion", justificacion)):
        if escrito:
            huella = f"{len(escrito)} letras, {crc32(escrito.encode()):08x}"
            dice[columna] = f"«{abreviar(escrito, A_LA_VISTA)}» ({huella})"
    return dice


def revisar(sesion: Session, leidas: Sequence[Leida]) -> dict[int, ErrorDeRegistro]:
    """Un corte cerrado no se mueve, y lo que el sector está escribiendo no se pisa."""
    cerrados, guardados = ultimos_cerrados(sesion), _guardados(sesion, leidas)
    malas: dict[int, ErrorDeRegistro] = {}
    for leida in leidas:
        periodo: Periodo = leida.datos["periodo"]
        previo = guardados.get((leida.datos["producto_id"], periodo.vigencia, periodo.trimestre))
        ultimo = cerrados.get(periodo.vigencia, 0)
        if previo is not None and previo.estado != APROBADO:
            malas[leida.linea] = ErrorDeRegistro(
                f"El sector tiene ese reporte en {NOMBRES[previo.estado].lower()}: termínelo en pantalla.",
                "trimestre",
            )
        elif periodo.trimestre <= ultimo and previo is None:
            fin = fecha_larga(Periodo(periodo.vigencia, ultimo).fin)
            malas[leida.linea] = ErrorDeRegistro(
                f"El corte al {fin} está cerrado. La Dirección lo reabre con su motivo.", "trimestre"
            )
    return malas


def _guardados(sesion: Session, leidas: Sequence[Leida]) -> dict[tuple[int, int, int], Reporte]:
    productos = {leida.datos["producto_id"] for leida in leidas}
    vigencias = {leida.datos["periodo"].vigencia for leida in leidas}
    filas = sesion.scalars(
        select(Reporte).where(Reporte.producto_id.in_(productos), Reporte.vigencia.in_(vigencias))
    )
    return {(fila.producto_id, fila.vigencia, fila.trimestre): fila for fila in filas}


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Los aprobados de esos productos y trimestres."""
    guardados = _guardados(sesion, leidas)
    halladas: dict[Llave, Guardada] = {}
    for leida in leidas:
        periodo: Periodo = leida.datos["periodo"]
        previo = guardados.get((leida.datos["producto_id"], periodo.vigencia, periodo.trimestre))
        if previo is not None:
            medida = Medida(previo.valor, previo.numerador, previo.denominador)
            halladas[leida.llave] = Guardada(_dice(medida, previo.texto, previo.justificacion))
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Entran aprobados, con un paso que dice quién los importó."""
    momento = ahora_utc()
    reportes = [
        Reporte(
            producto_id=leida.datos["producto_id"],
            vigencia=leida.datos["periodo"].vigencia,
            trimestre=leida.datos["periodo"].trimestre,
            estado=APROBADO,
            valor=leida.datos["valor"],
            numerador=leida.datos["numerador"],
            denominador=leida.datos["denominador"],
            sin_dato=leida.datos["sin_dato"],
            texto=leida.datos["texto"],
            justificacion=leida.datos["justificacion"],
            origen="archivo",
            cambiado_en=momento,
            cambiado_por=quien,
            aprobado_en=momento,
            pasos=[PasoDeReporte(paso="importado", momento=momento, actor=quien, valor=leida.datos["valor"])],
        )
        for leida in leidas
    ]
    sesion.add_all(reportes)


TIPO = TipoDeImportacion(
    clave="reportes",
    nombre="Reportes trimestrales aprobados",
    columnas=(
        Columna("codigo", "El del producto: 1.4.2."),
        Columna("vigencia", "El año."),
        Columna("trimestre", "1, 2, 3 o 4."),
        Columna("valor", "La cifra, «65 %» si es porcentaje, o «sin dato»."),
        Columna("texto", "Qué se hizo.", obligatoria=False),
        Columna("numerador", "Sólo en porcentajes, con su denominador.", obligatoria=False),
        Columna("denominador", "Sólo en porcentajes, con su numerador.", obligatoria=False),
        Columna("justificacion", "Por qué se apartó de lo esperado.", obligatoria=False),
    ),
    reconoce="Un reporte ya está si hay otro aprobado del mismo producto y trimestre con la misma cifra.",
    leer=leer,
    guardadas=guardadas,
    revisar=revisar,
    crear=crear,
    permiso="importar.seguimiento",
)
