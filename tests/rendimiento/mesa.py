"""Cuánto tardan las matrices y el Informe de gestión con diez años de cinco instancias.

Se ejecuta a mano: ``python -m tests.rendimiento.mesa``. 5 instancias × 10 años × 24 sesiones × 40 puestos, en
SQLite. Son segundos de procesador, la mediana de varias veces, con su razón contra la matriz de sesiones: en
una máquina ruidosa las razones se comparan mejor. Límites: una matriz ≤ 150 ms, el informe ≤ 2 s.
"""

import random
import statistics
import time
from datetime import UTC, date, datetime

from tests.rendimiento.de_paso import registro_de_paso, sin_recordar

INSTANCIAS, ANIOS, AL_MES, PUESTOS, FUNCIONES = 5, range(2016, 2026), 2, 40, 10
SEMESTRE = "2025-1"
VECES = 7
MATRICES = (
    "sesiones_mesa",
    "asistencia_mesa",
    "funciones_mesa",
    "entidades_por_funcion",
    "entidades_por_semestre",
    "asistencia_por_rol",
)


def main():
    """Llena una base de paso y mide."""
    with registro_de_paso():
        sesiones, presencias = llenar(random.Random(7))
        print(f"{sesiones} sesiones y {presencias} presencias")
        medir()


def llenar(azar):
    """Las instancias con lo suyo; devuelve cuántas sesiones y cuántas presencias."""
    from registro.extensiones import db, transaccion

    with transaccion() as sesion:
        cuentas = [_una_instancia(sesion, azar, numero) for numero in range(INSTANCIAS)]
    db.session.remove()
    return sum(sesiones for sesiones, _ in cuentas), sum(presencias for _, presencias in cuentas)


def _una_instancia(sesion, azar, numero):
    from registro.catalogos.modelo import Entidad, Sector
    from registro.instancias.modelo import EntidadDePuesto, Funcion, Instancia, Puesto

    instancia = Instancia(sigla=f"MESA{numero}", nombre=f"Mesa {numero}", norma_creacion="Decreto")
    entidades = [
        Entidad(nombre=f"Entidad {numero}-{n}", clave=f"entidad {numero}-{n}") for n in range(PUESTOS)
    ]
    sesion.add_all([instancia, *entidades])
    sesion.flush()
    sectores = [sector.id for sector in sesion.query(Sector)]
    puestos = [
        Puesto(
            instancia_id=instancia.id,
            sector_id=sectores[n % len(sectores)],
            nombre=f"Delegada {n}",
            clave=f"delegada {n}",
            rol="PSIO"[n % 4],
            orden=n,
        )
        for n in range(PUESTOS)
    ]
    funciones = [
        Funcion(instancia_id=instancia.id, numero=n + 1, texto=f"Función {n + 1}") for n in range(FUNCIONES)
    ]
    sesion.add_all([*puestos, *funciones])
    sesion.flush()
    pares = zip(puestos, entidades, strict=True)
    sesion.add_all(EntidadDePuesto(puesto_id=puesto.id, entidad_id=entidad.id) for puesto, entidad in pares)
    presencias = [_una_sesion(sesion, azar, (instancia.id, dia), (puestos, funciones)) for dia in dias()]
    return len(presencias), sum(presencias)


def _una_sesion(sesion, azar, cual, de):
    from registro.actividades.zesai import FuncionDePunto, PuntoDeAgenda, SesionDeMesa
    from registro.asistencia.institucional import AsistenciaInstitucional

    (instancia_id, dia), (puestos, funciones) = cual, de
    comun = {"estado": "cerrada", "origen": "manual", "precision": "dia", "creada_por": "rendimiento"}
    reunion = SesionDeMesa(
        tipo="zesai",
        titulo=f"Sesión del {dia}",
        fecha=dia,
        fin=dia,
        instancia_id=instancia_id,
        clase="ordinaria",
        creada_en=datetime.now(UTC),
        **comun,
    )
    sesion.add(reunion)
    sesion.flush()
    punto = PuntoDeAgenda(sesion_id=reunion.actividad_id, orden=1, titulo="Seguimiento")
    sesion.add(punto)
    sesion.flush()
    sesion.add_all(FuncionDePunto(punto_id=punto.id, funcion_id=una.id) for una in azar.sample(funciones, 3))
    asisten = azar.sample(puestos, 28)
    sesion.add_all(
        AsistenciaInstitucional(
            actividad_id=reunion.actividad_id,
            puesto_id=puesto.id,
            origen="manual",
            registrada_en=datetime.now(UTC),
            registrada_por="rendimiento",
        )
        for puesto in asisten
    )
    return len(asisten)


def dias():
    """Dos sesiones al mes durante diez años."""
    for vigencia in ANIOS:
        for mes in range(1, 13):
            for numero in range(AL_MES):
                yield date(vigencia, mes, 8 + 14 * numero)


def medir():
    """Una línea por matriz y por formato del informe."""
    from registro.informes import catalogo
    from registro.informes.gestion import armado
    from registro.informes.parametros import Parametros
    from registro.informes.publicar import escribir

    parametros = Parametros.leer({"instancia": "MESA3", "semestre": SEMESTRE})
    tiempos = {nombre: _armar(catalogo.declaracion(nombre), parametros) for nombre in MATRICES}
    patron = tiempos[MATRICES[0]]
    for nombre, tarda in tiempos.items():
        print(f"{nombre:<24}{tarda * 1000:8.1f} ms  {tarda / patron:5.1f} veces sesiones_mesa")
    pedido = armado.pedir("MESA3", SEMESTRE)
    for formato in ("docx", "pdf", "html"):
        tarda = cronometrar(lambda f=formato: sin_recordar(lambda: escribir(armado.documento(pedido), f)))
        print(f"informe en {formato:<13}{tarda:8.2f} s   {tarda / patron:5.1f} veces sesiones_mesa")


def _armar(declarada, parametros):
    """Lo que tarda en calcularse, sin lo que el servidor recuerda de la última vez."""
    return cronometrar(lambda: sin_recordar(lambda: declarada.armar(parametros)))


def cronometrar(hacer):
    """Segundos de procesador, la mediana de varias veces."""
    tardan = []
    for _ in range(VECES):
        antes = time.process_time()
        hacer()
        tardan.append(time.process_time() - antes)
    return statistics.median(tardan)


if __name__ == "__main__":
    main()
