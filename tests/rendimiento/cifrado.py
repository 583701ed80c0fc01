"""Cuánto cuesta que las columnas estén cifradas: python -m tests.rendimiento.cifrado [--veces N]

Carga una demostración y una copia suya con las mismas columnas a la vista, y pide las mismas páginas a las
dos, por turnos y en el mismo proceso. De cada página dice el procesador con cifra y con una cifra nula (la
mejor de N veces), la diferencia y cuántos textos descifró. Se busca que ninguna pase de 10 ms de diferencia.
"""

import argparse
import os
import re
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Text, select, type_coerce, update

from tests.rendimiento.paginas import MAXIMO_POR_ROL, galletas, preparar

META_MS = 10
SE_MUESTRAN = 12


def main():
    """Prepara las dos bases, mide y muestra las que más pierden."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--veces", type=int, default=5)
    veces = opciones.parse_args().veces
    with tempfile.TemporaryDirectory() as carpeta:
        cifrada = preparar(Path(carpeta))
        with galletas(cifrada) as de_cada_rol:
            escribir_largo(abrir(cifrada))
            plana = shutil.copytree(cifrada, Path(carpeta) / "plana")
            dejar_a_la_vista(abrir(plana))
            medidas = medir(abrir(cifrada), abrir(plana), de_cada_rol, veces)
    print(f"{'cifrada ms':>10} {'nula ms':>8} {'diferencia':>10} {'textos':>6}  página")
    for con, sin, textos, rol, ruta in sorted(medidas, key=lambda una: una[1] - una[0])[:SE_MUESTRAN]:
        print(f"{con:10.1f} {sin:8.1f} {con - sin:10.1f} {textos:6}  {rol} {ruta}")
    peor = max(con - sin for con, sin, *_ in medidas)
    print(f"{len(medidas)} páginas; la que más pierde, {peor:.1f} ms (se busca ≤ {META_MS}).")


def abrir(datos):
    """Una aplicación sobre esa carpeta."""
    os.environ |= {"REGISTRO_DATOS": str(datos), "REGISTRO_BASE": ""}
    from registro.aplicacion import desde_entorno

    return desde_entorno()


def escribir_largo(app):
    """Las actas y los compromisos de la demostración son breves: se les da el largo de los de verdad."""
    from registro.actas.modelo import Acta, Compromiso
    from registro.actividades.zesai import PuntoDeAgenda, SesionDeMesa
    from registro.catalogos.modelo import Entidad
    from registro.extensiones import ahora_utc, transaccion

    parrafo = "La delegada de la entidad expone lo avanzado y responde las preguntas de la mesa. " * 12
    with app.app_context(), transaccion() as sesion:
        entidad = sesion.scalar(select(Entidad.id).limit(1))
        for mesa in sesion.scalars(select(SesionDeMesa)):
            if not sesion.scalar(select(Acta.id).where(Acta.sesion_id == mesa.actividad_id)):
                sesion.add(Acta(sesion_id=mesa.actividad_id, apertura=parrafo, cierre=parrafo, firmas="X, Y"))
            mesa.puntos += [PuntoDeAgenda(orden=n, titulo=parrafo[:90]) for n in range(50, 60)]
            sesion.add_all(
                Compromiso(
                    sesion_id=mesa.actividad_id,
                    que=parrafo,
                    entidad_id=entidad,
                    estado="pendiente",
                    creado_en=ahora_utc(),
                    creado_por="medida",
                )
                for _ in range(15)
            )


def dejar_a_la_vista(app):
    """Descifra cada columna cifrada en su sitio."""
    from registro.extensiones import db, transaccion
    from registro.seguridad import cifrado

    with app.app_context(), transaccion() as sesion:
        sesion.connection().exec_driver_sql("DROP TRIGGER bitacora_sin_update")
        for tabla in db.metadata.sorted_tables:
            for columna in (c for c in tabla.columns if isinstance(c.type, cifrado.TextoCifrado)):
                (propia,) = tabla.primary_key.columns
                cruda = type_coerce(columna, Text)
                filas = sesion.execute(select(propia, cruda).where(cruda != "", cruda != "{}")).all()
                for id_, guardado in filas:
                    plano = type_coerce(cifrado.descifrar(guardado), Text)
                    sesion.execute(update(tabla).where(propia == id_).values({columna: plano}))


@contextmanager
def cifra(nula):
    """Lo que hacen las columnas cifradas mientras tanto; da en una lista cuántos textos se abrieron."""
    from registro.seguridad import cifrado

    verdaderas, abiertos = (cifrado.cifrar, cifrado.descifrar), [0]

    def abrir_texto(guardado):
        abiertos[0] += 1
        return guardado if nula else verdaderas[1](guardado)

    cifrado.descifrar = abrir_texto
    if nula:
        cifrado.cifrar = str
    try:
        yield abiertos
    finally:
        cifrado.cifrar, cifrado.descifrar = verdaderas


def medir(cifrada, plana, de_cada_rol, veces):
    """(ms cifrada, ms nula, textos, rol, página) de las páginas de cada rol."""
    medidas = []
    for rol, galleta in de_cada_rol.items():
        for ruta in paginas_de(cifrada, galleta):
            con, sin, textos = [], [], 0
            for _ in range(veces):
                gasto, textos = pedir(cifrada, ruta, galleta, nula=False)
                con.append(gasto)
                sin.append(pedir(plana, ruta, galleta, nula=True)[0])
            medidas.append((min(con), min(sin), textos, rol, ruta))
    return medidas


def pedir(app, ruta, galleta, *, nula):
    """Milisegundos de procesador y textos abiertos de una petición."""
    with cifra(nula) as abiertos:
        desde = time.process_time()
        respuesta = app.test_client(use_cookies=False).get(ruta, headers={"Cookie": galleta})
        gasto = (time.process_time() - desde) * 1000
    assert respuesta.status_code == 200, (ruta, respuesta.status_code)
    return gasto, abiertos[0]


def paginas_de(app, galleta):
    """Las páginas a las que se llega desde el inicio siguiendo enlaces, una de cada forma."""
    vistas, cola, formas = [], ["/"], set()
    while cola and len(vistas) < MAXIMO_POR_ROL:
        ruta = cola.pop(0)
        respuesta = app.test_client(use_cookies=False).get(ruta, headers={"Cookie": galleta})
        if respuesta.location:
            cola.insert(0, respuesta.location)
        if respuesta.status_code != 200 or respuesta.mimetype != "text/html":
            continue
        vistas.append(ruta)
        for enlace in re.findall(r'href="(/[^"#]*)"', respuesta.text):
            forma = re.sub(r"[0-9a-f-]{8,}|\d+", "N", enlace.replace("&amp;", "&").split("?")[0])
            if forma not in formas and not enlace.startswith("/estaticos"):
                formas.add(forma)
                cola.append(enlace.replace("&amp;", "&"))
    return vistas


if __name__ == "__main__":
    main()
