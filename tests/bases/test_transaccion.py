"""La única puerta de escritura: todo o nada, y un choque entre dos personas se dice en palabras."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from registro.errores import EnConflicto
from registro.extensiones import ahora_utc, db, transaccion
from registro.personas.modelo import Credencial, LoteDeTarjetas


def lote(nombre="Lote de marzo"):
    return LoteDeTarjetas(nombre=nombre, cantidad=1, creado_en=ahora_utc(), creado_por="Pruebas")


def cuantos():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(LoteDeTarjetas))


def test_dos_que_guardan_lo_mismo_reciben_una_frase_y_no_una_falla(contexto):
    with transaccion() as sesion:
        sesion.add(lote())
    with pytest.raises(EnConflicto, match="Otra persona estaba guardando lo mismo"), transaccion() as sesion:
        sesion.add_all([lote("Lote de abril"), lote()])
    assert cuantos() == 1


def test_un_error_de_programa_no_se_disfraza_de_choque(contexto):
    with pytest.raises(IntegrityError), transaccion() as sesion:
        sesion.add_all([lote(), Credencial(codigo="R1", estado="en_blanco", creada_en=ahora_utc())])
    assert cuantos() == 0
