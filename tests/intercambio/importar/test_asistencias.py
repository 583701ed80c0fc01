"""Asistencias importadas: tarjetas de todos los estados, filas sueltas y respuestas con su autorización."""

from datetime import UTC, datetime
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from registro.actividades.base import Actividad
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.extensiones import db, transaccion
from registro.intercambio import lectura
from registro.intercambio.operaciones import importar
from registro.intercambio.tipos import TIPOS
from registro.personas import credenciales
from registro.personas.modelo import Consentimiento, Credencial, Persona, Respuesta
from registro.personas.reglas import generar_codigo
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import de_terminal

ENCABEZADO = "fecha,lugar,localidad,tipo,credencial,rango_edad,genero,consentimiento\n"
DONDE = "2023-03-13,Casa De Todas,14,jornada"
azar = Random(7)


def codigo():
    return generar_codigo(azar.getrandbits)


def traer(*filas):
    contenido = ENCABEZADO + "\n".join(filas) + "\n"
    leido = lectura.leer(contenido.encode(), "asistencias.csv", TIPOS["asistencias"])
    return importar(de_terminal(), TIPOS["asistencias"], leido.filas)


def emitir(estado=credenciales.EN_BLANCO, **cambios):
    nuevo = codigo()
    with transaccion() as sesion:
        (propia,) = credenciales.emitir(sesion, [nuevo], estado=estado)
        for campo, valor in cambios.items():
            setattr(sesion.get(Credencial, propia), campo, valor)
        anotar(de_terminal(), "prueba", "tarjeta")
    return nuevo


def cuantas(modelo):
    return db.session.scalar(select(func.count()).select_from(modelo))


def test_una_tarjeta_en_blanco_se_vuelve_de_una_persona_y_la_actividad_nace_cerrada(contexto):
    tarjeta = emitir()
    resultado = traer(f"{DONDE},{tarjeta.lower()},18-28,mujer,")
    assert (resultado.nuevas, resultado.rechazos) == (1, [])
    credencial = db.session.scalar(select(Credencial))
    assert (credencial.estado, credencial.persona_id is not None) == ("activa", True)
    assert db.session.scalars(select(Actividad.estado)).all() == ["cerrada"]
    assert set(db.session.scalars(select(Respuesta.valor))) == {"18-28", "mujer"}
    assert db.session.scalars(select(Consentimiento.medio)).all() == ["importado"]


def test_sin_consentimiento_no_se_guarda_ninguna_respuesta(contexto):
    traer(f"{DONDE},{emitir()},18-28,mujer,no")
    assert (cuantas(Asistencia), cuantas(Respuesta), cuantas(Consentimiento)) == (1, 0, 0)


def test_un_codigo_nuestro_que_nadie_emitio_cuenta_y_espera_en_la_bandeja(contexto):
    assert traer(f"{DONDE},{codigo()},18-28,,").nuevas == 1
    assert cuantas(Persona) == 0
    assert db.session.scalars(select(Credencial.estado)).all() == ["desconocida"]
    espera = db.session.scalar(select(Lectura))
    assert (espera.estado, espera.motivo) == ("en_revision", "tarjeta_desconocida")
    assert espera.asistencia_id == db.session.scalar(select(Asistencia.id))


def test_un_codigo_mal_formado_se_rechaza(contexto):
    malos = ["R1-ABCDE", "X9-00000-00000-00000-00", "hola"]
    rechazos = traer(*(f"{DONDE},{malo},,," for malo in malos)).rechazos
    assert [(r.linea, r.columna) for r in rechazos] == [(n, "credencial") for n in (2, 3, 4)]
    assert cuantas(Asistencia) == 0


def test_una_tarjeta_revocada_vale_hasta_el_dia_en_que_se_revoco(contexto):
    antes = emitir("revocada", cambiada_en=datetime(2023, 6, 1, tzinfo=UTC))
    despues = emitir("revocada", cambiada_en=datetime(2023, 1, 1, tzinfo=UTC))
    resultado = traer(f"{DONDE},{antes},,,", f"{DONDE},{despues},,,")
    assert resultado.nuevas == 1
    assert "fue revocada el 31 de diciembre de 2022" in resultado.rechazos[0].motivo


def test_la_misma_tarjeta_dos_veces_en_el_archivo_entra_una(contexto):
    tarjeta = emitir()
    resultado = traer(f"{DONDE},{tarjeta},,,", f"{DONDE},{tarjeta},,,")
    assert (resultado.nuevas, resultado.repetidas) == (1, 1)


def test_las_filas_sueltas_iguales_son_personas_distintas_y_repetir_el_archivo_no_anade(contexto):
    filas = [f"{DONDE},,,,"] * 3
    assert traer(*filas).nuevas == 3
    assert traer(*filas).repetidas == 3
    assert traer(*filas, filas[0]).nuevas == 1


def test_las_respuestas_de_una_fila_suelta_no_se_guardan_y_se_avisa_una_vez(contexto):
    resultado = traer(*[f"{DONDE},,60+,,"] * 3)
    assert (resultado.nuevas, len(resultado.avisos), cuantas(Respuesta)) == (3, 1, 0)


def test_la_respuesta_mas_reciente_releva_a_la_anterior(contexto):
    tarjeta = emitir()
    traer(f"2023-05-01,Kennedy,Kennedy,jornada,{tarjeta},29-59,,", f"{DONDE},{tarjeta},18-28,,")
    vigentes = select(Respuesta.valor).where(Respuesta.reemplazada_en.is_(None))
    assert db.session.scalars(vigentes).all() == ["29-59"]


def test_a_quien_revoco_su_autorizacion_no_se_le_vuelve_a_poner(contexto):
    tarjeta = emitir()
    traer(f"{DONDE},{tarjeta},18-28,,")
    with transaccion() as sesion:
        sesion.scalar(select(Consentimiento)).revocado_en = datetime.now(UTC)
        anotar(de_terminal(), "prueba", "consentimiento")
    traer(f"2023-05-01,Kennedy,Kennedy,jornada,{tarjeta},29-59,,")
    assert set(db.session.scalars(select(Respuesta.valor))) == {"18-28"}
    assert cuantas(Consentimiento) == 1


def test_la_asistencia_institucional_no_se_importa_como_de_personas(contexto):
    (rechazo,) = traer("2023-03-13,Estación,08,mebog,,,,").rechazos
    assert rechazo.columna == "tipo"


def test_una_asistencia_anulada_no_vuelve_a_entrar(contexto):
    tarjeta = emitir()
    traer(f"{DONDE},{tarjeta},,,", f"{DONDE},,,,")
    with transaccion() as sesion:
        for asistencia in sesion.scalars(select(Asistencia)):
            asistencia.anulada_en = datetime.now(UTC)
        anotar(de_terminal(), "prueba", "asistencia")
    resultado = traer(f"{DONDE},{tarjeta},,,", f"{DONDE},,,,")
    assert (resultado.nuevas, resultado.repetidas, len(resultado.avisos)) == (0, 2, 2)


CODIGOS = [codigo() for _ in range(4)]
FILAS = st.lists(
    st.builds(
        "{},{},{},{},{},{},{},{}".format,
        st.sampled_from(["2023-03-13", "13/03/2023", "2023-05-04", "2099-01-01"]),
        st.sampled_from(["Casa De Todas", "CASA  de todas", "Plaza"]),
        st.sampled_from(["14", "Los Mártires", "los martires", "Atlántida"]),
        st.sampled_from(["jornada", "Encuentro", "mebog"]),
        st.sampled_from(["", *CODIGOS, "R1-ROTO"]),
        st.sampled_from(["", "18-28", "60+"]),
        st.sampled_from(["", "Mujer", "no binario"]),
        st.sampled_from(["", "si", "no"]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filas=FILAS)
def test_el_mismo_archivo_dos_veces_no_cambia_nada(contexto, filas):
    if not filas:
        return
    primera = traer(*filas)
    antes = {modelo: cuantas(modelo) for modelo in (Asistencia, Actividad, Credencial, Lectura, Respuesta)}
    segunda = traer(*filas)
    assert segunda.nuevas == 0
    assert segunda.repetidas == primera.nuevas + primera.repetidas
    assert segunda.rechazos == primera.rechazos
    assert antes == {modelo: cuantas(modelo) for modelo in antes}
