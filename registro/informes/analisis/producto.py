"""Un producto entero: dónde va, de dónde sale, su historia dibujada, sus versiones y sus dos lecturas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registro.escritores.graficas import Linea, trayectoria
from registro.escritores.trazos import Rotulo
from registro.indicadores import explicar, reglas
from registro.indicadores.avance import meta_de, valor_de_la_vigencia
from registro.indicadores.consultas import avances, fuentes, plan, registros_de_regla
from registro.indicadores.consultas.avances import Leido, Pedido
from registro.indicadores.explicar import Paso
from registro.indicadores.formulas import SUMA
from registro.indicadores.magnitud import PORCENTAJE, de, escrita
from registro.indicadores.reportes.revisiones import de_la_definicion
from registro.indicadores.versiones import (
    ANUALIZACIONES,
    ESTADOS,
    FUENTES_OFICIALES,
    ORIGENES,
    PERIODICIDADES,
    ROTULOS,
    UNIDADES,
    Cambio,
    Definicion,
    Version,
    comparar,
)
from registro.informes.catalogo.declaracion import portada
from registro.informes.catalogo.semaforo import FUENTE, con_vigencia, pedido
from registro.informes.parametros import Parametros
from registro.numeros import escribir, escribir_decimal
from registro.tabla import Celda, Columna, Fila, Tabla, TipoColumna, Valor
from registro.textos import unir

QUIEN_ES = ("nombre", "sector_id")
META, ALCANZADO = "#5d5969", "#5b3a8e"
ATRIBUTOS = {
    "nombre": "Nombre",
    "sector_id": "Sector",
    "responsable": "Entidad responsable",
    "corresponsables": "Entidades corresponsables",
    "unidad": "Unidad",
    "anualizacion": "Tipo de anualización",
    "anualizacion_origen": "Origen del tipo",
    "periodicidad": "Periodicidad",
    "estado": "Estado",
    "vigencia_inicial": "Primera vigencia",
    "vigencia_final": "Última vigencia",
    "linea_base": "Línea base",
    "meta_final": "Meta final",
    "meta_final_origen": "Origen de la meta final",
    "fuente_oficial": "Fuente oficial",
    "semaforo": "Reglas de semáforo",
    "regla": "Regla sobre el registro",
}


@dataclass(frozen=True, slots=True)
class CambioDicho:
    """Una versión de la definición, con lo que cambió respecto de la anterior."""

    version: Version
    cambios: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class OtraLectura:
    """La misma cifra con la definición y con los rangos que rigen hoy: lo que alguno de los dos cambie.

    ``quien``: su nombre y su sector, si son otros.
    """

    cambios: tuple[tuple[str, date | None, str], ...]
    cifras: tuple[tuple[str, str, str], ...]
    quien: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Producto:
    """Todo lo que muestra la pantalla de un producto."""

    parametros: Parametros
    pedido: Pedido
    leido: Leido
    frase: str
    cual: str
    nombre: str
    grande: str
    cifras: dict[str, str]
    calculo: tuple[Paso, ...]
    grafica: str
    historia: Tabla
    otra: OtraLectura | None
    definicion: tuple[tuple[str, str], ...]
    no_cuadra: tuple[str, ...]
    versiones: tuple[CambioDicho, ...]
    fuentes: tuple[tuple[str, str], ...]


def mirar(codigo: str, pedidos: Parametros, cual: str = "") -> Producto:
    """El producto a un corte, con el cálculo de la cifra pedida o, si no se pide, de la que mejor lo dice.

    :raises NoEncontrado: ninguno tiene ese código.
    """
    parametros = con_vigencia(pedidos)
    pedida = pedido(parametros)
    leido = avances.leer_uno(codigo, pedida)
    definicion, avance = leido.definicion, leido.avance
    if cual not in explicar.CIFRAS:
        cual = "avance" if avance.avance is not None else "p"
    historia = _historia(leido, parametros)
    return Producto(
        parametros=parametros,
        pedido=pedida,
        leido=leido,
        frase=explicar.frase(definicion, avance, pedida.corte),
        cual=cual,
        nombre=explicar.CIFRAS[cual],
        cifras={una: explicar.cifra(avance, una, definicion) for una in explicar.CIFRAS},
        grande=explicar.cifra(avance, cual, definicion),
        calculo=tuple(explicar.pasos(definicion, avance, pedida.corte, cual, leido.aportes)),
        grafica=_dibujar(leido, historia),
        historia=historia,
        otra=_otra(leido, pedida),
        definicion=(("Sector", leido.ficha.sector), *_atributos(definicion)),
        no_cuadra=(*de_la_definicion(codigo, definicion), *de_la_regla(definicion.regla)),
        versiones=tuple(_versiones(leido)),
        fuentes=tuple(_las_dos_fuentes(leido)),
    )


def _historia(leido: Leido, parametros: Parametros) -> Tabla:
    """Por vigencia: la meta y lo alcanzado, hasta el corte en lo alcanzado y hasta el final en las metas."""
    definicion = leido.definicion
    filas: list[Fila] = []
    for desde, hasta in _tramos(leido):
        alcanzado = _alcanzado(leido, desde, hasta)
        meta = (
            meta_de(definicion.metas, hasta)
            if desde == hasta
            else next((t.valor for t in definicion.metas if (t.desde, t.hasta) == (desde, hasta)), None)
        )
        nombre = str(hasta) if desde == hasta else f"{desde}–{hasta}"
        filas.append((Celda(nombre), Celda(_o(meta)), Celda(_o(alcanzado))))
    tipo = TipoColumna.PORCENTAJE if definicion.unidad == PORCENTAJE else TipoColumna.DECIMAL
    cubierta = portada((f"historia_{leido.ficha.codigo}", "Metas y alcanzado"), parametros, fuente=FUENTE)
    columnas = [Columna("Vigencia"), Columna("Meta", tipo), Columna("Alcanzado", tipo)]
    if definicion.anualizacion == SUMA:
        columnas += [Columna("Meta acumulada a fin de año", tipo), Columna("Alcanzado acumulado", tipo)]
        filas = [
            (*fila, *acumulados)
            for fila, *acumulados in zip(filas, *(_acumular(filas, lugar) for lugar in (1, 2)), strict=True)
        ]
    return cubierta.tabla(columnas, filas, None)


def _acumular(filas: Sequence[Fila], lugar: int) -> list[Celda]:
    """Lo que va sumando una columna; donde falta el dato no se dice."""
    suma, acumuladas = Decimal(0), []
    for fila in filas:
        valor = _numero(fila[lugar].valor)
        suma += valor or Decimal(0)
        acumuladas.append(Celda(_o(None if valor is None else suma)))
    return acumuladas


def _tramos(leido: Leido) -> list[tuple[int, int]]:
    """Las vigencias con algo; un saldo de varias es un solo tramo."""
    de_metas = {(t.desde, t.hasta) for t in leido.definicion.metas}
    de_cifras = {(a.desde, a.hasta) for a in leido.aportes}
    return sorted(de_metas | de_cifras, key=lambda tramo: (tramo[1], tramo[0]))


def _alcanzado(leido: Leido, desde: int, hasta: int) -> Decimal | None:
    if desde != hasta:
        return next((a.valor for a in leido.aportes if (a.desde, a.hasta) == (desde, hasta)), None)
    propios = [a for a in leido.aportes if a.desde == a.hasta == hasta]
    return valor_de_la_vigencia(leido.definicion, propios, hasta) if propios else None


def _o(valor: Decimal | None) -> Valor:
    return "sin dato" if valor is None else valor


def _dibujar(leido: Leido, historia: Tabla) -> str:
    if not historia.filas:
        return ""
    etiquetas = [str(fila[0].valor) for fila in historia.filas]
    lugares = (3, 4) if leido.definicion.anualizacion == SUMA else (1, 2)
    metas, alcanzados = (tuple(_numero(fila[lugar].valor) for fila in historia.filas) for lugar in lugares)
    con_dato = [
        f"{etiqueta}: {escrita(de(alcanzado, leido.definicion.unidad))}"
        f" de {escrita(de(meta, leido.definicion.unidad))}"
        for etiqueta, meta, alcanzado in zip(etiquetas, metas, alcanzados, strict=True)
    ]
    rotulo = Rotulo("historia", f"Metas y alcanzado de {leido.ficha.codigo}", f"{unir(con_dato)}.")
    lineas = (
        Linea(historia.columnas[lugares[0]].titulo, metas, META, "rombo", escalonada=True),
        Linea(historia.columnas[lugares[1]].titulo, alcanzados, ALCANZADO, "circulo"),
    )
    unidad = "\N{NO-BREAK SPACE}%" if leido.definicion.unidad == PORCENTAJE else ""
    return trayectoria(rotulo, etiquetas, lineas, unidad=unidad)


def _numero(valor: Valor) -> Decimal | None:
    return valor if isinstance(valor, Decimal) else None


def _otra(leido: Leido, pedida: Pedido) -> OtraLectura | None:
    """Sólo si la definición o los rangos de hoy cambian algo."""
    definida, coloreada = _con_otra_definicion(leido, pedida), _con_otros_rangos(leido, pedida)
    otras = [una for una in (definida, coloreada) if una is not None]
    if not otras:
        return None
    return OtraLectura(
        tuple(cambio for una in otras for cambio in una.cambios),
        tuple(fila for una in otras for fila in una.cifras),
        () if definida is None else definida.quien,
    )


def _con_otros_rangos(leido: Leido, pedida: Pedido) -> OtraLectura | None:
    de_hoy = avances.conjunto_de_hoy()
    otro = avances.color_con(leido, de_hoy, pedida)
    if otro is None:
        return None
    acto = de_hoy.acto or f"Las reglas «{de_hoy.nombre}»"
    fila = ("Color", leido.color.value, otro.value)
    return OtraLectura(((acto, de_hoy.desde, "cambió las reglas de semáforo"),), (fila,))


def _con_otra_definicion(leido: Leido, pedida: Pedido) -> OtraLectura | None:
    hallada = avances.con_la_de_hoy(leido, pedida)
    if hallada is None:
        return None
    version, otro = hallada
    antes, hoy = leido.definicion, version.definicion
    quien = tuple(dicho(cambio) for cambio in comparar(antes, hoy) if cambio.campo in QUIEN_ES)
    cifras = tuple(
        (nombre, explicar.cifra(leido.avance, cual, antes), explicar.cifra(otro, cual, hoy))
        for cual, nombre in explicar.CIFRAS.items()
        if getattr(leido.avance, cual) != getattr(otro, cual)
    )
    cambio = (version.acto or "Otro acto", version.desde, "cambió la definición")
    return OtraLectura((cambio,), cifras, quien)


def _atributos(definicion: Definicion) -> list[tuple[str, str]]:
    """Los que importan, cada uno con su origen si es deducido o está por confirmar."""
    tipo = _con_origen(ANUALIZACIONES[definicion.anualizacion], definicion.anualizacion_origen)
    final = _con_origen(escrita(de(definicion.meta_final, definicion.unidad)), definicion.meta_final_origen)
    pares = [
        ("Entidad responsable", definicion.responsable or "sin publicar"),
        ("Corresponsables", definicion.corresponsables),
        ("Unidad", UNIDADES[definicion.unidad]),
        ("Tipo de anualización", tipo),
        ("Meta final", final if definicion.meta_final is not None else "sin publicar"),
        ("Línea base", escrita(de(definicion.linea_base, definicion.unidad))),
        ("Periodicidad", PERIODICIDADES[definicion.periodicidad]),
        ("Estado", ESTADOS[definicion.estado]),
        ("Vigencias", _vigencias(definicion.vigencia_inicial, definicion.vigencia_final)),
        ("Fuente oficial", FUENTES_OFICIALES[definicion.fuente_oficial]),
    ]
    return [par for par in pares if par not in {("Línea base", "sin dato"), ("Corresponsables", "")}]


def _vigencias(primera: int | None, ultima: int | None) -> str:
    """«2020 a 2029», o lo que se sepa de ellas."""
    if primera and ultima:
        return f"{primera} a {ultima}"
    if ultima:
        return f"hasta {ultima}; la primera, sin publicar"
    return f"desde {primera}; la última, sin publicar" if primera else "sin publicar"


def _con_origen(texto: str, origen: str) -> str:
    return f"{texto} ({ORIGENES[origen]})" if origen else texto


def _versiones(leido: Leido) -> list[CambioDicho]:
    """De la última a la primera, con lo que cambió cada una."""
    dichas = []
    anterior: Definicion | None = None
    for version in leido.ficha.versiones:
        cambios = comparar(anterior, version.definicion) if anterior is not None else []
        dichas.append(CambioDicho(version, tuple(dicho(cambio) for cambio in cambios)))
        anterior = version.definicion
    return dichas[::-1]


def dicho(cambio: Cambio) -> tuple[str, str, str]:
    """Un cambio en palabras: (qué, antes, después)."""
    nombre = ATRIBUTOS.get(cambio.campo, cambio.campo.capitalize())
    return nombre, _en_palabras(cambio.campo, cambio.antes), _en_palabras(cambio.campo, cambio.despues)


def _en_palabras(campo: str, valor: object) -> str:
    if campo == "sector_id" and isinstance(valor, int):
        return plan.nombres_de_sectores()[valor]
    if campo in ROTULOS:
        return ROTULOS[campo].get(str(valor), str(valor))
    if isinstance(valor, reglas.Regla):
        return decir_regla(valor)
    if isinstance(valor, Decimal):
        return escribir_decimal(valor.normalize(), None)
    if valor is None or valor == "":
        return "ninguna"
    return str(valor)


def de_la_regla(regla: reglas.Regla | None) -> list[str]:
    """Lo que una regla nombra y ya no existe."""
    return [
        f"«{valor}» ya no está en el catálogo de {fuentes.etiqueta(nombre).lower()}. Si cambió de nombre, "
        "quítelo de la regla y elija el nuevo; mientras tanto sólo cuentan los registros que lo conservan."
        for nombre, valor in (registros_de_regla.valores_ajenos(regla) if regla else ())
    ]


def decir_regla(regla: reglas.Regla) -> str:
    """«Atenciones de Casa de Todas, con área Jurídica» o «Sesiones realizadas: encuentros, con…»."""
    fuente = fuentes.FUENTES[regla.fuente].nombre
    filtros = [
        f"{fuentes.etiqueta(nombre).lower()} {unir([_valor(nombre, valor) for valor in valores])}"
        for nombre, valores in regla.filtros
    ]
    con = f", con {unir(filtros)}" if filtros else ""
    medida = reglas.MEDIDAS[regla.medida][0]
    if regla.medida is reglas.Medida.ATENCIONES:
        return f"{fuente}{con}"
    return f"{medida}: {fuente[:1].lower()}{fuente[1:]}{con}"


def _valor(filtro: str, valor: str) -> str:
    return fuentes.nombres_de(filtro).get(valor, valor)


def _las_dos_fuentes(leido: Leido) -> list[tuple[str, str]]:
    """Lo que dice cada fuente en la vigencia y en cuánto se apartan."""
    unidad = leido.definicion.unidad
    pares = [("Reporte del sector", escrita(de(leido.reportado, unidad)))]
    regla, medida = leido.definicion.regla, leido.por_regla
    if regla is None:
        return pares
    valor = None if medida is None else medida.valor
    _, uno, varios = reglas.MEDIDAS[regla.medida]
    medido = (
        "sin dato"
        if valor is None
        else f"{escribir_decimal(valor.normalize(), None)} {uno if valor == 1 else varios}"
    )
    pares.append(("Regla sobre el registro", medido))
    if medida is not None and medida.sin_persona:
        pares.append(("Asistencias sin persona conocida, aparte", escribir(medida.sin_persona)))
    if unidad == PORCENTAJE:
        pares.append(("Diferencia", "el producto se mide en porcentaje: la regla sólo lo acompaña"))
    elif valor is not None and leido.reportado is not None:
        pares.append(("Diferencia", escribir_decimal((valor - leido.reportado).normalize(), None)))
    return pares
