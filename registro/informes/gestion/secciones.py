"""Las secciones del Informe de gestión, en el orden en que se entregan, con su borrador."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registro.escritores import documento as d
from registro.fechas import MESES, Semestre, fecha_larga
from registro.informes import catalogo
from registro.informes.gestion import cuadros
from registro.informes.parametros import Parametros
from registro.informes.redaccion import Redaccion, Seccion, seccion
from registro.instancias import consultas as instancias
from registro.instancias.consultas import FichaDePlan, FichaDeSubproducto
from registro.instancias.fichas import FichaDeInstancia
from registro.matrices import zesai
from registro.matrices.zesai import SemestreDeMesa
from registro.numeros import escribir, escribir_porcentaje
from registro.tabla import SIN_DATO, Celda, Columna, Tabla, TipoColumna
from registro.textos import unir

CABEN = 10  # más nombres que éstos no se leen en una frase


@dataclass(frozen=True, slots=True)
class Lectura:
    """De dónde salen las cifras: la instancia, su semestre y las matrices del catálogo."""

    instancia: FichaDeInstancia
    semestre: Semestre
    mesa: SemestreDeMesa
    parametros: Parametros

    @property
    def corte(self) -> date:
        """Hasta qué día cuenta."""
        return self.parametros.corte_escrito

    def tabla(self, nombre: str) -> Tabla:
        """La del catálogo, de esta instancia y semestre."""
        return catalogo.tabla(nombre, self.parametros)

    def propia(
        self, nombre: str, titulo: str, columnas: tuple[Columna, ...], filas: Sequence[Sequence[str]]
    ) -> Tabla:
        """Una tabla de textos con la fuente y el corte del informe."""
        return Tabla(
            nombre=nombre,
            titulo=titulo,
            columnas=columnas,
            filas=tuple(tuple(Celda(texto) for texto in fila) for fila in filas),
            totales=None,
            fuente="registros",
            corte=self.corte,
        )


def todas(lectura: Lectura) -> Iterator[Seccion]:
    """Identificación, asistencia, sesiones, publicación, funciones, plan, análisis y firmas."""
    yield _identificacion(lectura)
    yield _asistencia(lectura)
    yield _sesiones(lectura)
    yield _publicacion(lectura)
    yield _funciones(lectura)
    yield _plan(lectura)
    yield _analisis(lectura)
    yield _firmas()


def _identificacion(lectura: Lectura) -> Seccion:
    ficha, r = lectura.instancia, Redaccion()
    filas = [
        ("Nombre de la instancia", ficha.nombre),
        ("Norma que la crea", ficha.norma_creacion or SIN_DATO),
        ("Reglamento interno", ficha.reglamento or SIN_DATO),
        ("Otras normas", "; ".join(ficha.normas) or SIN_DATO),
        ("Secretaría técnica", ficha.secretaria_tecnica or SIN_DATO),
        ("Período que se informa", lectura.semestre.nombre.capitalize()),
        ("Integrantes", f"{r.cifra('integrantes', escribir(len(lectura.mesa.puestos)))} puestos"),
    ]
    tabla = lectura.propia(
        "identificacion",
        f"Identificación de la instancia {ficha.sigla}",
        (Columna("Dato"), Columna("Contenido")),
        filas,
    )
    r.decir(
        f"Informe de gestión de la instancia {ficha.sigla} correspondiente al {lectura.semestre.nombre}, "
        "elaborado por su secretaría técnica con las sesiones registradas."
    )
    return seccion("identificacion", "Identificación", 1, r, d.TablaEnDocumento(tabla, anchos=(1.0, 2.6)))


def _asistencia(lectura: Lectura) -> Seccion:
    mesa, r = lectura.mesa, Redaccion()
    sesiones = r.cifra("sesiones realizadas", escribir(len(mesa.sesiones)))
    posibles = zesai.posibles(mesa)
    frases = [f"En el semestre hubo {sesiones} {'sesión' if len(mesa.sesiones) == 1 else 'sesiones'}."]
    if posibles:
        parte = _parte(r, len(mesa.presencias), posibles)
        frases.append(f"De las asistencias posibles de sus integrantes se dio el {parte}.")
    vinieron = {puesto for puesto, _ in mesa.presencias}
    convocados = {p.clave for p in mesa.puestos if any(zesai.rige(p, una.dia) for una in mesa.sesiones)}
    nunca = [p for p in mesa.puestos if p.clave in convocados - vinieron]
    if nunca:
        frases.append(f"No asistieron: {'; '.join(_nombrados(nunca))}.")
    r.decir(*frases)
    partes = cuadros.por_meses(lectura.tabla("asistencia_mesa"))
    return seccion(
        "asistencia",
        "Integrantes y asistencia",
        1,
        r,
        *(d.TablaEnDocumento(parte, anchos=cuadros.anchos(parte), apaisada=True) for parte in partes),
    )


def _nombrados(puestos: Sequence[zesai.PuestoDeMesa]) -> list[str]:
    """Los que caben en la frase, cada uno con su puesto; de los demás, cuántos son."""
    varios = {p.entidad for p in puestos if sum(otro.entidad == p.entidad for otro in puestos) > 1}
    cortos = {"delegada(o)", "delegada", "delegado"}
    nombres = [
        f"{p.entidad}, {p.nombre}" if p.entidad in varios or p.nombre.lower() not in cortos else p.entidad
        for p in puestos[:CABEN]
    ]
    quedan = len(puestos) - CABEN
    if quedan > 0:
        otros = (
            "otro puesto, que en la tabla suma"
            if quedan == 1
            else f"otros {quedan} puestos, que en la tabla suman"
        )
        nombres.append(f"{otros} cero")
    return nombres


def _parte(r: Redaccion, veces: int, posibles: int) -> str:
    return r.cifra("asistencia de integrantes", escribir_porcentaje(Decimal(100 * veces) / posibles))


def _sesiones(lectura: Lectura) -> Seccion:
    mesa, r = lectura.mesa, Redaccion()
    de_catalogo = lectura.tabla("sesiones_mesa")
    r.decir(*de_catalogo.notas)
    tabla = cuadros.hechas_y_programadas(mesa, de_catalogo)
    return seccion(
        "sesiones", "Sesiones realizadas y programadas", 1, r, d.TablaEnDocumento(_sin_notas(tabla))
    )


def _publicacion(lectura: Lectura) -> Seccion:
    r = Redaccion()
    documentos = instancias.publicaciones(lectura.instancia.id, lectura.semestre)
    filas = [
        (
            uno.nombre,
            SIN_DATO if uno.publicada is None else "Sí" if uno.publicada else "No",
            fecha_larga(uno.fecha) if uno.fecha else "—",
            uno.enlace or "—",
        )
        for uno in documentos
    ]
    faltan = [f"{uno.nombre.lower()} ({uno.falta})" for uno in documentos if uno.falta]
    r.decir(
        f"Falta por publicar o completar: {unir(faltan)}." if faltan else "Todo está publicado en la web."
    )
    columnas = (
        *(Columna("Documento"), Columna("Publicado", TipoColumna.ESTADO)),
        *(Columna("Fecha"), Columna("Enlace")),
    )
    tabla = lectura.propia("publicacion_web", "Publicación en la página web", columnas, filas)
    return seccion(
        "publicacion", "Publicación en la web", 1, r, d.TablaEnDocumento(tabla, anchos=(2.0, 0.9, 1.5, 2.6))
    )


def _funciones(lectura: Lectura) -> Seccion:
    mesa, r = lectura.mesa, Redaccion()
    faltan = zesai.sin_abordar(mesa)
    abordadas = r.cifra("funciones abordadas", escribir(len(mesa.funciones) - len(faltan)))
    r.decir(
        f"Se abordaron {abordadas} de las {r.cifra('funciones', escribir(len(mesa.funciones)))} funciones."
    )
    tabla = _sin_notas(lectura.tabla("funciones_mesa"))
    anchos = (0.5, 6.0, *(1.0 for _ in lectura.semestre.meses), 1.0)
    if faltan:
        r.decir(f"No se abordaron: {unir([str(numero) for numero in faltan])}.")
    r.decir(*zesai.cambios_de_funciones(mesa))
    return seccion(
        "funciones",
        "Funciones por mes",
        1,
        r,
        d.TablaEnDocumento(tabla, anchos=anchos, apaisada=True),
    )


def _plan(lectura: Lectura) -> Seccion:
    r, plan = Redaccion(), instancias.plan_del_semestre(lectura.instancia.id, lectura.semestre)
    if plan is None:
        r.decir("La instancia no tiene un plan de trabajo registrado para este semestre.")
        return seccion("plan", "Plan de trabajo", 1, r)
    if plan.aprobado_el or plan.como_se_aprobo:
        aprobado = f" el {fecha_larga(plan.aprobado_el)}" if plan.aprobado_el else ""
        r.decir(f"{plan.nombre}: se aprobó{aprobado}. {plan.como_se_aprobo}".strip())
    else:
        r.decir(f"{plan.nombre}: no consta su aprobación.")
    avance = SIN_DATO if plan.avance is None else escribir_porcentaje(plan.avance)
    r.decir(f"Avance del plan: {r.cifra('avance del plan de trabajo', avance)}.")
    columnas = (
        *(Columna("Componente"), Columna("Producto"), Columna("Subproducto"), Columna("Responsables")),
        Columna("Reporte del semestre"),
    )
    tabla = lectura.propia(
        "plan_de_trabajo", "Plan de trabajo y su reporte", columnas, _del_plan(plan, lectura.semestre)
    )
    return seccion(
        "plan",
        "Plan de trabajo",
        1,
        r,
        d.TablaEnDocumento(tabla, anchos=(1.3, 2.0, 2.0, 1.6, 2.4), apaisada=True),
    )


def _del_plan(plan: FichaDePlan, semestre: Semestre) -> Sequence[Sequence[str]]:
    """Una fila por subproducto; el componente y el producto se dicen una vez."""
    filas, antes = [], ("", "")
    for componente in plan.componentes:
        for producto in componente.productos:
            nombre = f"{producto.numero}. {producto.nombre}"
            for uno in producto.subproductos:
                if uno.retirado_el and uno.retirado_el < semestre.inicio:
                    continue
                de = (componente.nombre, nombre)
                filas.append(
                    (
                        componente.nombre if antes[0] != de[0] else "",
                        nombre if antes != de else "",
                        f"{uno.codigo} {uno.nombre}",
                        unir(list(uno.responsables)) or SIN_DATO,
                        _reporte(uno, semestre),
                    )
                )
                antes = de
    return filas


def _reporte(uno: FichaDeSubproducto, semestre: Semestre) -> str:
    if uno.retirado_el:
        return f"Retirado el {fecha_larga(uno.retirado_el)}: {uno.motivo_del_retiro}"
    propios = [reporte for reporte in uno.reportes if reporte.semestre == str(semestre)]
    if not propios:
        return "Sin reporte en el semestre"
    return " ".join(f"{reporte.texto} ({reporte.avance} %)" for reporte in propios)


def _analisis(lectura: Lectura) -> Seccion:
    """Lo escribe la secretaría técnica; el borrador deja dicho lo que hay que explicar."""
    mesa, r = lectura.mesa, Redaccion()
    r.decir(*zesai.avisos(mesa, lectura.corte))
    if not r.parrafos:
        meses = unir([MESES[mes - 1] for mes in lectura.semestre.meses])
        r.decir(f"En {meses} se abordaron todas las funciones y no faltó sesión.")
    return seccion("analisis", "Análisis del funcionamiento de la instancia", 1, r)


def _firmas() -> Seccion:
    r = Redaccion()
    r.parrafos.append("Firma:\nElaboró:\nRevisó:")
    hecha = seccion("firmas", "Firmas", 1, r)
    return Seccion(
        hecha.clave, hecha.titulo, hecha.nivel, hecha.borrador, hecha.cifras, numerado=False, firmas=True
    )


def _sin_notas(tabla: Tabla) -> Tabla:
    """Lo que la tabla avisa en pantalla, el informe ya lo dice en su texto."""
    return Tabla(
        nombre=tabla.nombre,
        titulo=tabla.titulo.partition(",")[0],
        columnas=tabla.columnas,
        filas=tabla.filas,
        totales=tabla.totales,
        fuente=tabla.fuente,
        corte=tabla.corte,
    )
