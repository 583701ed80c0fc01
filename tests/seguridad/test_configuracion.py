"""Un servidor sin claves, o con claves débiles, no arranca."""

import json
import stat

import pytest

from registro.config import Config, ErrorDeConfiguracion, crear_claves, leer_claves


def test_las_claves_se_crean_una_vez_y_sólo_las_lee_su_dueña(tmp_path):
    primera = crear_claves(tmp_path / "datos")
    archivo = tmp_path / "datos" / "claves.json"
    assert stat.S_IMODE(archivo.stat().st_mode) == 0o600
    assert crear_claves(tmp_path / "datos") == primera


def test_sin_claves_se_dice_qué_orden_las_crea(tmp_path, monkeypatch):
    monkeypatch.setenv("REGISTRO_DATOS", str(tmp_path))
    with pytest.raises(ErrorDeConfiguracion, match="registro base migrar"):
        Config.desde_entorno()


def test_si_se_perdieron_las_de_una_base_que_ya_existe_no_se_crean_otras(tmp_path):
    (tmp_path / "registro.sqlite3").touch()
    for pedir in (crear_claves, leer_claves):
        with pytest.raises(ErrorDeConfiguracion, match="de la copia que guardó"):
            pedir(tmp_path)
    assert not (tmp_path / "claves.json").exists()


@pytest.mark.parametrize(
    "cambio, frase",
    [
        ({"sesion": "00" * 32}, "débiles"),
        ({"huella": "ab12"}, "débiles"),
        ({"cifrado_actual": "9"}, "débiles o están incompletas"),
        ({"enlaces": "no es hexadecimal"}, "dañado"),
        ({"cifrado": None}, "dañado"),
    ],
)
def test_claves_débiles_o_dañadas_no_arrancan(tmp_path, cambio, frase):
    crear_claves(tmp_path)
    archivo = tmp_path / "claves.json"
    archivo.write_text(json.dumps(json.loads(archivo.read_text()) | cambio))
    with pytest.raises(ErrorDeConfiguracion, match=frase):
        leer_claves(tmp_path)


def test_claves_que_lee_cualquiera_no_arrancan(tmp_path):
    crear_claves(tmp_path)
    (tmp_path / "claves.json").chmod(0o644)
    with pytest.raises(ErrorDeConfiguracion, match="chmod 600"):
        leer_claves(tmp_path)


def test_las_claves_no_salen_en_ningún_mensaje(tmp_path):
    claves = crear_claves(tmp_path)
    assert claves.sesion.hex() not in repr(claves)
    assert repr(claves.sesion) not in repr(claves)
