"""Las órdenes del README se ejecutan una por una, en el orden en que se leen."""

import json
import re
import shlex

import pytest
from click.testing import CliRunner

from registro.cli import main
from tests.navegacion.servidor_real import RAIZ, pedir, sirviendo

LEAME = (RAIZ / "README.md").read_text(encoding="utf-8")
PUERTO = 8731
HISTORICAS = "fecha,lugar,localidad,asistentes\n" + "".join(
    f"2023-03-{dia:02d},Plaza de {localidad},{localidad},{n}\n"
    for dia, localidad, n in ((1, "Kennedy", 3), (2, "Kennedy", 30), (3, "Suba", 20), (4, "Suba", 25))
)


def ordenes():
    for bloque in re.findall(r"^```sh\n(.*?)^```", LEAME, re.DOTALL | re.MULTILINE):
        for renglon in bloque.splitlines():
            programa, *resto = shlex.split(renglon)
            assert programa == "registro", f"no se sabe probar: {renglon}"
            yield resto


@pytest.mark.lento
def test_cada_orden_del_readme_hace_lo_que_dice(tmp_path, monkeypatch):
    """Cada una en este mismo proceso: arrancar Python veinte veces sólo alargaría la espera."""
    datos, salidas = tmp_path / "datos", {}
    monkeypatch.chdir(tmp_path)
    (tmp_path / "historicas.csv").write_text(HISTORICAS, encoding="utf-8")
    terminal = CliRunner(env={"REGISTRO_DATOS": str(datos), "REGISTRO_BASE": ""})
    for orden in ordenes():
        if orden[0] == "servir":
            en_otro_puerto = [str(PUERTO) if parte == "8000" else parte for parte in orden]
            with sirviendo(en_otro_puerto, datos, PUERTO):
                assert "Entrar" in pedir(PUERTO, "/entrar")
            continue
        hecha = terminal.invoke(main, orden)
        assert hecha.exit_code == 0, f"registro {' '.join(orden)}\n{hecha.output}"
        salidas.setdefault(" ".join(orden[:2]), hecha.stdout)
    assert "id" in json.loads(salidas["actividad crear"])
    assert "Plazoleta Mariposa" in salidas["tabla jornadas"]
    publicada = (tmp_path / "publica.csv").read_text("utf-8-sig")
    assert "Kennedy,3\n" not in publicada
    assert ",78" in publicada
    assert "Total,78,78" in salidas["exportar conteos"]  # y Kennedy no, que devolvería la jornada oculta
    assert (tmp_path / "hojas.pdf").read_bytes().startswith(b"%PDF")


def test_todo_lo_que_el_readme_nombra_existe():
    nombrados = re.findall(r"`((?:registro|plantillas|estaticos|migraciones|tests)(?:/[a-z_./]+)?)`", LEAME)
    nombrados += re.findall(r"\]\((\.leame/[^)]+)\)", LEAME)
    medidas = [nombre.replace(".", "/") for nombre in re.findall(r"python -m (tests\.[a-z_.]+)`", LEAME)]
    assert "tests/rendimiento/asedio" in medidas
    nombrados += [m if (RAIZ / m / "__main__.py").exists() else f"{m}.py" for m in medidas]
    assert nombrados
    faltan = [nombre for nombre in nombrados if not (RAIZ / nombre).exists()]
    assert not faltan
