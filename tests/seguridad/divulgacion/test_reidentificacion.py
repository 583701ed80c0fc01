"""Con todos los archivos públicos y un archivo de afuera no se despeja una celda ni se sabe nada de nadie."""

from collections import Counter

from hypothesis import Phase, given, settings

from tests.bases import plantillas
from tests.seguridad.divulgacion.atacante import Atacante
from tests.seguridad.divulgacion.historias import CASA, historias
from tests.seguridad.divulgacion.reidentificacion import asediar
from tests.seguridad.divulgacion.sumas import CUENTAS, DE_ATENCION, Escrita, Suma
from tests.seguridad.divulgacion.vivo import Vivo

ATENCIONES = tuple((area, "cierre", "presencial") for area in ("juridica", "psicosocial"))
VISITA = ((CASA, "14", "2023-05"), ATENCIONES)
UNA = ("mujer", "18-28", True, (VISITA,))


def test_ni_las_tablas_ni_los_conteos_de_varios_momentos_ni_lo_de_afuera_dicen_de_nadie(
    motor, instalaciones, tmp_path
):
    cuentas = Counter()

    @settings(
        max_examples=2 if motor.nombre == "sqlite" else 1,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
    )
    @given(historia=historias())
    def atacada(historia):
        datos = tmp_path / str(cuentas["historias"])
        cuentas["historias"] += 1
        with instalaciones.copia(motor, plantillas.recien_instalada, datos) as app, app.app_context():
            vistas, ocultas, despejadas, sabidas = asediar(historia)
        assert (despejadas, sabidas) == ([], [])
        cuentas.update(vistas=vistas, ocultas=ocultas)

    atacada()
    assert cuentas["vistas"] > 3


def test_el_balance_junto_con_lo_demas_tampoco(contexto, motor):
    pedidos = [("conteo", (("genero", "area"), "asistencias", ())), ("balance", ""), ("tabla", "atenciones")]
    if motor.nombre == "postgresql":  # el Balance entero se ataca una vez; aquí, las tablas que lo hacen
        pedidos[1] = ("tabla", "atenciones_por_clase")
    maneras = [(UNA, 9), (("otro", "29-59", True, (VISITA,)), 2), (("mujer", "29-59", False, (VISITA,)), 7)]
    despues = [("llega", 0, 0, UNA, 3), ("vuelve", 0, 0, UNA, 1), ("anula", 2, 0, UNA, 1)]
    vistas, ocultas, despejadas, sabidas = asediar((maneras, [], [([], pedidos), (despues, pedidos[::2])]))
    assert vistas > 5
    assert ocultas > 3
    assert (despejadas, sabidas) == ([], [])


def test_el_ataque_muerde_lo_que_se_escribe_sin_cuidado(contexto):
    vivo = Vivo([(UNA, 3), (("otro", "29-59", True, (VISITA,)), 9)], [])
    vivo.fotografiar()
    titulos = ["Área", "Atenciones"]
    sin_cuidado = [
        titulos,
        ["Jurídica", "*"],
        ["Psicosocial", "12"],
        ["Trabajo social", "0"],
        ["Total", "24"],
    ]
    con_otra = [titulos, ["Jurídica", "*"], ["Psicosocial", "*"], ["Trabajo social", "0"], ["Total", "24"]]
    juridica = Suma.de(0, (DE_ATENCION, CUENTAS), {"area": {"juridica"}})
    assert Atacante([Escrita(0, sin_cuidado)], vivo).intervalos([juridica]) == [(12, 12)]
    assert Atacante([Escrita(0, con_otra)], vivo).intervalos([juridica]) == [(0, 24)]
