"""Cargar un servidor local con varias conexiones desde un solo hilo, y contar el procesador que gasta.

Quien mide también gasta procesador: con un hilo y sockets crudos gasta unas cinco veces menos que con un hilo
de ``http.client`` por conexión, y lo medido se parece más al servidor.
"""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import sysconf
from pathlib import Path
from statistics import quantiles

CONEXIONES = 8
SEGUNDOS_SIN_RESPUESTA = 60


@dataclass(slots=True)
class Medida:
    """Lo que pasó: unidades por segundo, esperas en segundos, respuestas que no sirven.

    ``propio``: el procesador de quien mide, que se lo quita a lo medido; ``procesador``, el de
    quienes atienden, si se midió.
    """

    segundos: float = 0
    propio: float = 0
    unidades: int = 0
    esperas: list[float] = field(default_factory=list)
    errores: list[tuple[int, bytes]] = field(default_factory=list)
    peso: int = 0
    procesador: float = 0

    @property
    def ritmo(self) -> float:
        """Unidades por segundo."""
        return self.unidades / self.segundos

    @property
    def p95(self) -> float:
        """En milisegundos."""
        return quantiles(self.esperas, n=20)[-1] * 1000 if len(self.esperas) > 1 else 0.0


def peticion(metodo: str, ruta: str, cabeceras: dict[str, str], cuerpo: bytes = b"") -> bytes:
    """Los bytes de una petición con la conexión abierta."""
    lineas = [f"{metodo} {ruta} HTTP/1.1", "Host: 127.0.0.1"]
    lineas += [f"{nombre}: {valor}" for nombre, valor in cabeceras.items()]
    if cuerpo:
        lineas += ["Content-Type: application/json", f"Content-Length: {len(cuerpo)}"]
    return "\r\n".join([*lineas, "", ""]).encode() + cuerpo


@dataclass(slots=True)
class _Conexion:
    puerto: int
    enchufe: socket.socket = field(init=False)
    pedido: bytes = b""
    unidades: int = 0
    desde: float = 0
    leido: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.abrir()

    def abrir(self) -> None:
        self.enchufe = socket.create_connection(("127.0.0.1", self.puerto), timeout=SEGUNDOS_SIN_RESPUESTA)
        self.enchufe.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def enviar(self, pedido: bytes, unidades: int) -> None:
        self.pedido, self.unidades = pedido, unidades
        self.leido.clear()
        self.desde = time.perf_counter()
        self.enchufe.sendall(pedido)

    def recibir(self) -> tuple[int, bytes] | None:
        """La respuesta, cuando ha llegado entera."""
        trozo = self.enchufe.recv(262_144)
        if not trozo:
            raise ConnectionError("el servidor cerró sin contestar")
        self.leido += trozo
        fin = self.leido.find(b"\r\n\r\n")
        if fin < 0:
            return None
        cabeza = bytes(self.leido[:fin])
        largo = int(cabeza.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        if len(self.leido) < fin + 4 + largo:
            return None
        return int(cabeza.split(None, 2)[1]), bytes(self.leido[fin + 4 :])


def cargar(
    puerto: int,
    pedidos: Iterator[tuple[bytes, int]],
    segundos: float,
    conexiones: int = CONEXIONES,
    sirve=lambda estado, _cuerpo: estado == 200,
) -> Medida:
    """Pide sin parar con esas conexiones hasta que se acaben el tiempo o los pedidos."""
    medida, espera = Medida(), selectors.DefaultSelector()
    inicio, gastado = time.perf_counter(), time.process_time()
    for _ in range(conexiones):
        conexion = _Conexion(puerto)
        espera.register(conexion.enchufe, selectors.EVENT_READ, conexion)
        if (siguiente := next(pedidos, None)) is not None:
            conexion.enviar(*siguiente)
        else:
            _soltar(espera, conexion)
    while espera.get_map():
        for clave, _ in espera.select(SEGUNDOS_SIN_RESPUESTA):
            conexion = clave.data
            respuesta = conexion.recibir()
            if respuesta is None:
                continue
            ahora = time.perf_counter()
            medida.esperas.append(ahora - conexion.desde)
            medida.unidades += conexion.unidades
            medida.peso = len(respuesta[1])
            if not sirve(*respuesta):
                medida.errores.append((respuesta[0], respuesta[1][:200]))
            siguiente = next(pedidos, None) if ahora - inicio < segundos else None
            if siguiente is None:
                _soltar(espera, conexion)
            else:
                conexion.enviar(*siguiente)
    medida.segundos, medida.propio = time.perf_counter() - inicio, time.process_time() - gastado
    return medida


def _soltar(espera: selectors.BaseSelector, conexion: _Conexion) -> None:
    espera.unregister(conexion.enchufe)
    conexion.enchufe.close()


def procesador(raices: list[int]) -> float:
    """Segundos de procesador gastados hasta ahora por esos procesos y los que salieron de ellos."""
    padres, gastado = {}, {}
    for estado in Path("/proc").glob("[0-9]*/stat"):
        try:
            partes = estado.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # terminó mientras se leía la lista
        padres[int(estado.parent.name)] = int(partes[1])
        gastado[int(estado.parent.name)] = sum(map(int, partes[11:15])) / sysconf("SC_CLK_TCK")

    def sale_de(pid: int) -> bool:
        while pid:
            if pid in raices:
                return True
            pid = padres.get(pid, 0)
        return False

    return sum(segundos for pid, segundos in gastado.items() if sale_de(pid))
