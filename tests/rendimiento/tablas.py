"""Cuánto tarda el servidor en calcular y abrir cada tabla de la demostración.

Se ejecuta a mano: ``python -m tests.rendimiento.tablas``. Cada cifra va con su razón contra la de jornadas:
en una máquina ruidosa las razones se comparan mejor que los milisegundos.
"""

import statistics
import sys
import time

from tests.rendimiento.de_paso import registro_de_paso, sin_recordar

VECES = 15
LIMITE_MS = 100
PATRON = "jornadas"


def main() -> int:
    """Carga la demostración en una carpeta de paso y mide. Termina con 1 si alguna tabla pasa del límite."""
    with registro_de_paso(con_la_demostracion=True):
        return informar(medir())


def medir() -> dict[str, tuple[float, float]]:
    """Por tabla: mediana de calcularla y de abrir su última cifra, en milisegundos; cero si no se abre."""
    from registro.informes import catalogo, registros
    from registro.informes.parametros import Parametros
    from registro.seguridad.permisos import de_terminal

    medidas = {}
    for nombre, declarada in catalogo.CATALOGO.items():
        de_mesa = "semestre" in declarada.filtros
        parametros = Parametros.leer({"semestre": "2020-1"} if de_mesa else {"vigencia": "2023"})
        tabla = catalogo.tabla(nombre, parametros)
        filtros = [dict(celda.filtro) for fila in tabla.todas for celda in fila if celda.filtro is not None]
        calcular = cronometrar(lambda n=nombre, p=parametros: sin_recordar(lambda: catalogo.tabla(n, p)))
        abrir = 0.0
        if filtros:
            abrir = cronometrar(
                lambda n=nombre, p=parametros, f=filtros[-1]: registros.abrir(de_terminal(), n, f, p)
            )
        medidas[nombre] = calcular, abrir
    return medidas


def cronometrar(hacer) -> float:
    """Mediana en milisegundos."""
    tiempos = []
    for _ in range(VECES):
        antes = time.perf_counter()
        hacer()
        tiempos.append((time.perf_counter() - antes) * 1000)
    return statistics.median(tiempos)


def informar(medidas: dict[str, tuple[float, float]]) -> int:
    """Una línea por tabla y, al final, si todas caben en el límite."""
    patron = medidas[PATRON][0]
    print(f"{'tabla':<28}{'ms':>7}{'razón':>8}{'abrir ms':>10}{'razón':>8}")
    for nombre, (calcular, abrir) in medidas.items():
        print(f"{nombre:<28}{calcular:>7.1f}{calcular / patron:>8.1f}{abrir:>10.1f}{abrir / patron:>8.1f}")
    lentas = [nombre for nombre, tiempos in medidas.items() if max(tiempos) > LIMITE_MS]
    print(f"\nLímite {LIMITE_MS} ms: {'todas caben' if not lentas else 'pasan ' + ', '.join(lentas)}.")
    return 1 if lentas else 0


if __name__ == "__main__":
    sys.exit(main())
