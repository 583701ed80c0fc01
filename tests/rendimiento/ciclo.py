"""Cuánto tarda el ciclo trimestral con 73 productos: el tablero, lo que se revisa, aprobar y congelar.

Se ejecuta a mano: ``python -m tests.rendimiento.ciclo [--motor sqlite]``. Mide tiempo de procesador y lo dice
como razón: cuántas veces lo que tarda leer el plan (sus 73 productos con sus versiones y metas), que se mide
en la misma corrida. Así una máquina ocupada, o más lenta, da la misma cifra.
"""

import argparse
import os
import sys
import tempfile
from decimal import Decimal

from tests.rendimiento.de_paso import sin_recordar
from tests.rendimiento.indicadores import base, cronometrar

PRODUCTOS = 73


def main() -> int:
    """Mide los motores pedidos."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--motor", choices=("sqlite", "postgresql"), action="append")
    pedido = opciones.parse_args()
    for motor in pedido.motor or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="registro-medida-") as carpeta, base(motor, carpeta) as url:
            os.environ.update(REGISTRO_DATOS=carpeta, REGISTRO_BASE=url)
            medir_motor(motor)
    return 0


def medir_motor(motor: str) -> None:
    """Arma el plan, reporta un trimestre entero y mide cada paso."""
    from registro import esquema
    from registro.aplicacion import crear_app
    from registro.cli.base import sembrar
    from registro.config import Config, carpeta_de_datos, crear_claves

    crear_claves(carpeta_de_datos())
    app = crear_app(Config.desde_entorno())
    esquema.migrar(app)
    with app.app_context():
        sembrar()
        codigos = el_plan()
        patron = cronometrar(lambda: sin_recordar(leer_el_plan), 5)[0]
        print(f"\n{motor}: leer el plan, {patron:.1f} ms; lo demás, en veces de eso")
        print(f"{'paso':<52}{'razón':>8}{'ms':>9}")
        for nombre, hacer in pasos(codigos):
            tardo = cronometrar(lambda h=hacer: sin_recordar(h), 1)[0]
            print(f"{nombre:<52}{tardo / patron:>8.1f}{tardo:>9.0f}")
    esquema.cerrar(app)


def el_plan() -> list[tuple[str, str]]:
    """73 productos trimestrales repartidos entre los sectores: pares (código, sector)."""
    from registro.catalogos.modelo import Sector
    from registro.extensiones import db
    from registro.indicadores.reportes import operaciones
    from tests.fabricas.reportes import ANALISTA, T4, crear_producto

    sectores = [nombre for (nombre,) in db.session.query(Sector.nombre).order_by(Sector.id)]
    hechos = []
    for n in range(PRODUCTOS):
        codigo, sector = f"{n % 4 + 1}.1.{n + 1}", sectores[n % len(sectores)]
        metas = dict.fromkeys(range(2020, 2030), 20)
        crear_producto(codigo, sector, metas=metas, periodicidad="trimestral", meta_final=Decimal(200))
        hechos.append((codigo, sector))
    operaciones.poner_regla(ANALISTA, T4, 10, "Medida")
    return hechos


def leer_el_plan():
    """Lo que toda pantalla del ciclo lee primero."""
    from registro.indicadores.consultas import plan

    return plan.productos()


def pasos(codigos):
    """Cada paso del ciclo, en su orden: pares (nombre, qué hacer)."""
    from registro.indicadores.reportes import consultas, operaciones
    from tests.fabricas.reportes import ANALISTA, T4, borrador, enlace_de

    versiones = {}

    def escribir():
        for codigo, sector in codigos:
            versiones[codigo] = operaciones.guardar(enlace_de(sector), codigo, T4, borrador("20"))

    def revisar():
        for codigo, _ in codigos:
            consultas.de_ficha(consultas.reporte(ANALISTA, codigo, T4))

    def enviar():
        for codigo, sector in codigos:
            operaciones.enviar(enlace_de(sector), codigo, T4, versiones[codigo])

    def aprobar():
        for codigo, _ in codigos:
            operaciones.aprobar(ANALISTA, codigo, T4, versiones[codigo] + 1)

    return (
        ("el tablero, con todo por reportar", consultas.debidos),
        (f"guardar {PRODUCTOS} borradores", escribir),
        (f"revisar {PRODUCTOS} antes de enviar", revisar),
        (f"enviar {PRODUCTOS}", enviar),
        ("la cola de la Dirección", consultas.por_revisar),
        (f"aprobar {PRODUCTOS}", aprobar),
        ("congelar el corte", lambda: operaciones.cerrar_corte(ANALISTA, T4)),
        ("el tablero, con el trimestre congelado", lambda: consultas.del_trimestre(T4)),
    )


if __name__ == "__main__":
    sys.exit(main())
