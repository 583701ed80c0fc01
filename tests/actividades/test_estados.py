"""Los pasos entre estados, uno por uno."""

import pytest

from registro.actividades.estados import (
    ABIERTA,
    ANULADA,
    CERRADA,
    ESTADOS,
    PROGRAMADA,
    revisar_cambio,
    revisar_paso,
)
from registro.errores import EnConflicto

PERMITIDOS = {
    (PROGRAMADA, ABIERTA),
    (PROGRAMADA, ANULADA),
    (ABIERTA, CERRADA),
    (ABIERTA, ANULADA),
    (CERRADA, ABIERTA),
    (CERRADA, ANULADA),
}


@pytest.mark.parametrize("desde", ESTADOS)
@pytest.mark.parametrize("hacia", ESTADOS)
def test_solo_se_dan_los_pasos_permitidos(desde, hacia):
    if (desde, hacia) in PERMITIDOS:
        revisar_paso(desde, hacia)
        return
    with pytest.raises(EnConflicto, match=f"La actividad (ya )?está {desde}.*No se cambió nada"):
        revisar_paso(desde, hacia)


def test_cerrar_una_programada_dice_que_hacer():
    with pytest.raises(EnConflicto, match=r"está programada y no puede pasar a cerrada\. Ábrala primero"):
        revisar_paso(PROGRAMADA, CERRADA)


def test_los_datos_de_una_anulada_ya_no_se_cambian():
    for estado in (PROGRAMADA, ABIERTA, CERRADA):
        revisar_cambio(estado)
    with pytest.raises(EnConflicto, match="anulada y ya no se cambia"):
        revisar_cambio(ANULADA)
