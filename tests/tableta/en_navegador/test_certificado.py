"""Con un certificado en que nadie confía no se envía nada y se dice por qué; con el bueno, todo sale."""

import base64
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.tableta.en_navegador.servidor import Servidor

pytestmark = pytest.mark.navegador


def certificar(carpeta, nombre):
    """El certificado y su llave en archivos, y la huella con que se le dice a Chromium que confíe en él."""
    privada = ec.generate_private_key(ec.SECP256R1())
    quien = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, nombre)])
    ayer = datetime.now(UTC) - timedelta(days=1)
    certificado = (
        x509.CertificateBuilder(quien, quien, privada.public_key(), x509.random_serial_number())
        .not_valid_before(ayer)
        .not_valid_after(ayer + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(privada, hashes.SHA256())
    )
    archivos = carpeta / f"{nombre}.crt", carpeta / f"{nombre}.key"
    archivos[0].write_bytes(certificado.public_bytes(Encoding.PEM))
    archivos[1].write_bytes(privada.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    publica = privada.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return archivos, base64.b64encode(sha256(publica).digest()).decode()


@pytest.fixture
def bueno(tmp_path):
    return certificar(tmp_path, "bueno")


@pytest.fixture
def servidor(app, bueno):
    vivo = Servidor(app)
    vivo.certificado = bueno[0]
    yield vivo.prender()
    vivo.apagar()


def test_un_certificado_malo_se_distingue_de_no_tener_red(
    tableta_entera, servidor, bueno, invitar, jornada, tarjetas, conteo, tmp_path
):
    confianza = f"--ignore-certificate-errors-spki-list={bueno[1]}"
    aparato = tableta_entera(confianza).encender().inscribir(invitar()).empezar_turno().abrir("Alameda")
    servidor.apagar()
    assert aparato.pasar(tarjetas(1)[0]) == "Registrada"
    assert aparato.enviar().startswith("No hay red.")

    servidor.certificado = certificar(tmp_path, "malo")[0]
    servidor.prender()
    assert aparato.enviar().startswith("La conexión con el servidor no es segura y no se envió nada.")
    assert aparato.pagina.locator("#conexion").inner_text() == "Red no segura"
    aparato.esperar_cuentas(1, 0, 0)
    assert conteo().nominales == 0

    servidor.apagar()
    servidor.certificado = bueno[0]
    servidor.prender()
    assert aparato.enviar() == "Todo lo guardado aquí fue recibido."
    aparato.esperar_cuentas(1, 1, 1)
