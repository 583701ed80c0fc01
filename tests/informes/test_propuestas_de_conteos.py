"""Lo que se propone cuando una tabla se niega se probó antes: nunca algo que también se negaría."""

from hypothesis import given, settings
from hypothesis import strategies as st

from registro.errores import ErrorDeRegistro
from registro.informes.conteos.pedido import Pedido
from registro.informes.conteos.propuestas import NADA, proponer
from tests.seguridad.divulgacion.registros import fotografiar, pedir

PEDIDOS = (
    Pedido("localidad", "mes", filtros=(("vigencia", ("2023",)),)),
    Pedido("rango_edad", "localidad", ("mes",)),
    Pedido("mes", ""),
)
HECHO = st.tuples(st.sampled_from("xyz"), st.sampled_from("1234"), st.sampled_from("jma"))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(hechos=st.lists(HECHO, min_size=1, max_size=60), pedido=st.sampled_from(PEDIDOS), azar=st.randoms())
def test_solo_se_propone_lo_que_se_probo_y_se_puede(hechos, pedido, azar):
    probados = []

    def se_puede(otro):
        probados.append((otro, azar.choice([True, False, None])))
        if probados[-1][1] is None:
            raise ErrorDeRegistro("No hay registros que contar.")
        return probados[-1][1]

    dicho = proponer(pedido, pedir(fotografiar(hechos), pedido.dimensiones), se_puede)
    buenos = [otro for otro, bien in probados if bien]
    assert pedido not in buenos
    assert (dicho == NADA) == (not buenos)
    assert len(dicho.split("; ")) <= max(1, len(buenos))
