"""La autoridad propia que explica la ayuda funciona: con sus órdenes, la tableta confía en el servidor."""

import html
import re
import shlex
import ssl
import subprocess

import pytest

from registro import rutas

AYUDA = rutas.plantillas() / "ayuda" / "tabletas.html"


def ordenes():
    codigos = re.findall(
        r"<code>([^<]+)</code>|orden\('([^']+)', 'code'\)", AYUDA.read_text(encoding="utf-8")
    )
    return [html.unescape("".join(codigo)) for codigo in codigos]


def saludar(servidor, tableta, nombre):
    """El saludo de una conexión segura, sin red: falla si la tableta no confía."""
    hacia_alla, hacia_aca = ssl.MemoryBIO(), ssl.MemoryBIO()
    puntas = [
        tableta.wrap_bio(hacia_aca, hacia_alla, server_hostname=nombre),
        servidor.wrap_bio(hacia_alla, hacia_aca, server_side=True),
    ]
    while puntas:
        for punta in list(puntas):
            try:
                punta.do_handshake()
                puntas.remove(punta)
            except ssl.SSLWantReadError:
                continue


def test_con_las_ordenes_de_la_ayuda_la_tableta_confia_en_el_servidor(tmp_path):
    (nombres,) = [orden for orden in ordenes() if orden.startswith("subjectAltName=DNS")]
    (tmp_path / "nombres.txt").write_text(f"{nombres}\n", encoding="utf-8")
    de_openssl = [orden for orden in ordenes() if orden.startswith("openssl")]
    assert len(de_openssl) == 3
    for orden in de_openssl:
        hecha = subprocess.run(
            shlex.split(orden), cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60
        )
        assert hecha.returncode == 0, f"{orden}\n{hecha.stderr}"

    servidor = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    servidor.load_cert_chain(tmp_path / "servidor.crt", tmp_path / "servidor.key")
    confiada = ssl.create_default_context(cafile=tmp_path / "autoridad.crt")
    saludar(servidor, confiada, "registro.local")
    for tableta, nombre in ((ssl.create_default_context(), "registro.local"), (confiada, "otro.local")):
        with pytest.raises(ssl.SSLCertVerificationError):
            saludar(servidor, tableta, nombre)
