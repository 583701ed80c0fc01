"""Un error dice qué pasó y qué casilla corregir."""

import pytest

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado, NoPermitido


@pytest.mark.parametrize(
    "clase, estado", [(ErrorDeRegistro, 400), (NoPermitido, 403), (NoEncontrado, 404), (EnConflicto, 409)]
)
def test_cada_error_lleva_su_mensaje_su_casilla_y_su_estado(clase, estado):
    error = clase("Falta el lugar.", "lugar")
    assert (error.mensaje, error.campo, error.estado, str(error)) == (
        "Falta el lugar.",
        "lugar",
        estado,
        "Falta el lugar.",
    )
    assert clase("Nada que señalar.").campo is None
