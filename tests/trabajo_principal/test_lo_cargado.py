"""La demostración deja en la base lo que publicaron los dos documentos, ni un registro más ni uno menos."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from registro.actividades.base import Actividad, Conteo
from registro.actividades.encuentro import Encuentro
from registro.actividades.mesa_tecnica import MesaTecnica
from registro.actividades.zesai import SesionDeMesa
from registro.asistencia.ciudadana import Asistencia, Atencion, GestionDeAtencion, Lectura
from registro.extensiones import db
from registro.indicadores.consultas import plan
from registro.indicadores.modelo import Producto
from registro.instancias.modelo import Delegada
from registro.personas.modelo import Consentimiento, Credencial, Persona

EN_2023 = Actividad.fecha.between(date(2023, 1, 1), date(2023, 12, 31))


@pytest.fixture(autouse=True)
def _con_la_base(contexto):
    """Todas leen la base."""


def todo(orden):
    return [tuple(fila) for fila in db.session.execute(orden)]


def test_cada_tipo_tiene_sus_actividades_de_2023():
    tipos = todo(select(Actividad.tipo, func.count()).where(EN_2023).group_by(Actividad.tipo))
    assert dict(tipos) == {
        "jornada": 25,
        "mebog": 9,
        "mesa_tecnica": 100,
        "encuentro": 17,
        "casa_de_todas": 243,
    }


def test_los_encuentros_suman_lo_publicado(datos_reales):
    publicados = {fila["categoria"]: fila for fila in datos_reales("encuentros_2023.csv")}
    sesiones = todo(select(Encuentro.categoria, func.sum(Actividad.sesiones)).group_by(Encuentro.categoria))
    assert dict(sesiones) == {categoria: int(fila["cuantos"]) for categoria, fila in publicados.items()}
    participantes = todo(
        select(Encuentro.categoria, func.sum(Conteo.cantidad))
        .join(Conteo, Conteo.actividad_id == Encuentro.actividad_id)
        .group_by(Encuentro.categoria)
    )
    assert dict(participantes) == {
        categoria: int(fila["participantes"])
        for categoria, fila in publicados.items()
        if fila["participantes"]
    }


def test_las_escuelas_graduaron_a_cuarenta_y_los_recorridos_visitaron_395_escenarios():
    cantidades = todo(select(Encuentro.unidad, Encuentro.cantidad).where(Encuentro.cantidad.is_not(None)))
    assert sorted(cantidades) == [
        ("escenarios visitados", Decimal(395)),
        ("personas graduadas", Decimal(10)),
        ("personas graduadas", Decimal(30)),
    ]


def test_solo_la_asamblea_tiene_dia():
    con_dia = todo(select(Encuentro.categoria, Actividad.fecha).where(Actividad.precision == "dia", EN_2023))
    assert con_dia == [("asamblea de seguimiento", date(2023, 12, 1))]


def test_diez_de_las_doce_mesas_itinerantes_quedan_ligadas_a_su_jornada():
    itinerantes = todo(
        select(MesaTecnica.numero, MesaTecnica.jornada_id).where(
            MesaTecnica.entidad_o_sector.ilike("%jornada%")
        )
    )
    sin_ligar = {numero for numero, jornada in itinerantes if jornada is None}
    assert len(itinerantes) == 12
    assert sin_ligar == {23, 35}


def test_las_clases_y_actuaciones_juridicas_son_las_publicadas(datos_reales):
    juridica = datos_reales("atenciones_2023.json")["areas"]["juridica"]
    clases = select(Atencion.clase, func.count()).where(Atencion.area == "juridica").group_by(Atencion.clase)
    assert dict(todo(clases)) == juridica["por_clase"]
    actuaciones = select(GestionDeAtencion.clave, func.count()).where(
        GestionDeAtencion.catalogo == "actuacion"
    )
    assert dict(todo(actuaciones.group_by(GestionDeAtencion.clave))) == juridica["actuaciones"]


def test_cada_clase_actuacion_y_gestion_existe_en_los_catalogos():
    from registro.catalogos.consultas import opciones

    usadas = todo(select(Atencion.area, Atencion.clase).distinct())
    for area, clase in usadas:
        assert clase in {opcion.clave for opcion in opciones("clase", area)}, (area, clase)
    for catalogo, clave in todo(select(GestionDeAtencion.catalogo, GestionDeAtencion.clave).distinct()):
        assert clave in {opcion.clave for opcion in opciones(catalogo)}, (catalogo, clave)


def test_cada_mujer_tiene_una_tarjeta_y_su_autorizacion_y_ninguna_un_nombre():
    personas = db.session.scalar(select(func.count(Persona.id)))
    activas = select(func.count(Credencial.id)).where(Credencial.estado == "activa")
    assert personas == db.session.scalar(activas) == 2_115
    assert db.session.scalar(select(func.count(func.distinct(Consentimiento.persona_id)))) == 2_115
    assert db.session.scalar(select(func.count(Persona.contacto))) == 0


def test_las_atenciones_de_un_dia_cuelgan_de_una_sola_asistencia_por_mujer():
    visitas = select(func.count()).select_from(Asistencia).join(Actividad).where(EN_2023)
    distintas = select(Asistencia.actividad_id, Asistencia.credencial_id).distinct().join(Actividad)
    assert db.session.scalar(visitas) == len(todo(distintas.where(EN_2023)))
    assert db.session.scalar(select(func.count(Atencion.id))) == 11_196


def test_las_delegadas_se_llaman_como_su_puesto(datos_reales):
    puestos = [integrante["puesto"] for integrante in datos_reales("zesai_2020_1.json")["integrantes"]]
    assert Counter(db.session.scalars(select(Delegada.nombre))) == Counter(puestos)


def test_las_extraordinarias_tienen_su_motivo(datos_reales):
    guardados = db.session.scalars(
        select(SesionDeMesa.motivo_extraordinaria)
        .where(SesionDeMesa.clase == "extraordinaria")
        .order_by(Actividad.fecha)
    ).all()
    assert guardados == datos_reales("zesai_2020_1.json")["periodo"]["extraordinarias_motivos"]


def test_los_73_productos_suman_lo_acumulado_que_se_publico(datos_reales):
    filas = datos_reales("ppasp_productos.csv")
    assert db.session.scalar(select(func.count(Producto.id))) == len(filas) == 73
    fichas = {ficha.codigo: ficha for ficha in plan.productos()}
    for fila in filas:
        ficha = fichas[fila["codigo"]]
        for tramos, columna in (
            (ficha.definicion.metas, "meta_acumulada"),
            (ficha.alcanzados, "alcanzado_acumulado"),
        ):
            publicada = fila[f"{columna}_2020_2023"]
            if fila["anualizacion"] == "suma" and publicada:
                assert sum(tramo.valor for tramo in tramos) == Decimal(publicada), fila["codigo"]


def test_hoy_hay_que_hacer_en_cada_puesto_de_trabajo():
    estados = todo(
        select(Actividad.tipo, Actividad.estado).where(Actividad.creada_en > Actividad.fecha, ~EN_2023)
    )
    por_abrir = {(tipo, "programada") for tipo in ("jornada", "mebog", "zesai")}
    assert por_abrir | {("casa_de_todas", "abierta")} <= set(estados)
    blancas = select(func.count(Credencial.id)).where(Credencial.estado == "en_blanco")
    assert db.session.scalar(blancas) == 40
    esperan = (
        select(Lectura.estado, func.count()).where(Lectura.resuelta_en.is_(None)).group_by(Lectura.estado)
    )
    assert dict(todo(esperan)) == {"en_revision": 3, "rechazada": 1}
