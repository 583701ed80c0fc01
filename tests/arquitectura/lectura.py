"""Lee un árbol de código con `ast`, sin ejecutarlo: sus módulos y lo que cada uno importa."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PAQUETE = "registro"


@dataclass(frozen=True)
class Import:
    """Lo importado, con el módulo ya resuelto, y la línea."""

    destino: str
    linea: int

    @property
    def raiz(self) -> str:
        return self.destino.split(".")[0]


class Modulo:
    """Un archivo de Python y su lugar en la casa («personas.modelo» es registro/personas/modelo.py)."""

    def __init__(self, raiz: Path, ruta: Path) -> None:
        self.ruta = ruta.relative_to(raiz)
        self.texto = ruta.read_text(encoding="utf-8")
        partes = self.ruta.with_suffix("").parts
        self.es_paquete = partes[-1] == "__init__"
        self.completo = ".".join(partes[:-1] if self.es_paquete else partes)
        self.nombre = self.completo.removeprefix(PAQUETE).removeprefix(".")

    @cached_property
    def arbol(self) -> ast.Module:
        return ast.parse(self.texto)

    @cached_property
    def nodos(self) -> list[ast.AST]:
        """Los del árbol, en anchura; varias leyes los recorren."""
        return list(ast.walk(self.arbol))

    @property
    def lineas(self) -> int:
        return len(self.texto.splitlines())

    @property
    def funciones(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [n for n in self.nodos if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]

    def aviso(self, linea: int, texto: str) -> str:
        return f"{self.ruta}:{linea} {texto}"


class Casa:
    """El árbol entero."""

    def __init__(self, raiz: Path) -> None:
        self.raiz = raiz
        self.modulos = [Modulo(raiz, ruta) for ruta in sorted((raiz / PAQUETE).rglob("*.py"))]
        completos = [modulo.completo.split(".") for modulo in self.modulos]
        self.nombres = {".".join(partes[:n]) for partes in completos for n in range(1, len(partes) + 1)}

    @cached_property
    def archivos(self) -> list[Path]:
        """Los archivos del proyecto, con los que aún no están en git pero no se ignoran."""
        if not (self.raiz / ".git").exists():
            return [ruta.relative_to(self.raiz) for ruta in sorted(self.raiz.rglob("*")) if ruta.is_file()]
        orden = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        lista = subprocess.run(orden, cwd=self.raiz, check=True, capture_output=True, text=True).stdout
        return [Path(nombre) for nombre in sorted(lista.split("\0")) if (self.raiz / nombre).is_file()]

    @cached_property
    def python(self) -> list[Modulo]:
        """Todos los archivos de Python, también los de pruebas y migraciones."""
        leidos = {modulo.ruta: modulo for modulo in self.modulos}
        rutas = [ruta for ruta in self.archivos if ruta.suffix == ".py"]
        return [leidos.get(ruta) or Modulo(self.raiz, self.raiz / ruta) for ruta in rutas]

    def imports(self, modulo: Modulo) -> list[Import]:
        """Lo que importa un módulo en cualquier parte de su texto, con los nombres de módulo resueltos."""
        return [
            Import(destino, nodo.lineno) for nodo in modulo.nodos for destino in self._destinos(modulo, nodo)
        ]

    def _destinos(self, modulo: Modulo, nodo: ast.AST) -> list[str]:
        if isinstance(nodo, ast.Import):
            return [alias.name for alias in nodo.names]
        if isinstance(nodo, ast.ImportFrom):
            base = _base(modulo, nodo)
            completos = [f"{base}.{alias.name}" for alias in nodo.names]
            return [completo if self._es_modulo(base, completo) else base for completo in completos]
        if isinstance(nodo, ast.Call):
            return _dinamico(nodo)
        return []

    def _es_modulo(self, base: str, completo: str) -> bool:
        """Lo que se importa del paquete entero es un módulo, salvo nombres como __version__."""
        return completo in self.nombres or (base == PAQUETE and not completo.endswith("__"))


def _base(modulo: Modulo, nodo: ast.ImportFrom) -> str:
    """El módulo del que se importa, con los puntos relativos resueltos."""
    if not nodo.level:
        return nodo.module or ""
    partes = modulo.completo.split(".")
    sobran = nodo.level - 1 if modulo.es_paquete else nodo.level
    return ".".join([*partes[: len(partes) - sobran], *([nodo.module] if nodo.module else [])])


def _dinamico(llamada: ast.Call) -> list[str]:
    """Un `import_module` también es un import; si el nombre se calcula, vale su comienzo fijo."""
    nombre = llamada.func.attr if isinstance(llamada.func, ast.Attribute) else getattr(llamada.func, "id", "")
    if nombre not in {"import_module", "__import__"} or not llamada.args:
        return []
    primero = llamada.args[0]
    if isinstance(primero, ast.JoinedStr) and primero.values:
        primero = primero.values[0]
    if isinstance(primero, ast.Constant) and isinstance(primero.value, str):
        return [primero.value.rstrip(".")]
    return ["nombre_calculado"]
