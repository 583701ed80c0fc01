"""Un hecho suelto es todo lo que hay de alguien, o no se sabe de quién es."""

from registro.indicadores.contados import Contado, huella_de_quienes, sumar


def test_suelto_es_lo_que_se_puede_cambiar_de_lugar_sin_tocar_nada_mas():
    hechos = [
        Contado(("a",), 5),  # sin tarjeta
        Contado(("a",), 1, persona=1, asistencia=10),  # vino una vez
        Contado(("a",), 1, persona=2, asistencia=11),
        Contado(("b",), 1, persona=2, asistencia=12),  # vino dos veces
        Contado(("b",), 1, persona=3, asistencia=13),
        Contado(("b",), 1, persona=3, asistencia=13),  # una vez, con dos atenciones
    ]
    assert sumar(hechos) == {("a",): (7, 6, 1), ("b",): (3, 0, 0)}


def test_los_mismos_hechos_de_otras_personas_tienen_otra_huella():
    dos = [Contado(("a",), 1, persona=1), Contado(("b",), 1, persona=2), Contado(("c",), 4)]
    al_reves = [Contado(("b",), 1, persona=7), Contado(("a",), 1, persona=9)]
    fusionadas = [Contado(("a",), 1, persona=1), Contado(("b",), 1, persona=1)]
    assert huella_de_quienes(dos) == huella_de_quienes(al_reves)
    assert huella_de_quienes(dos) != huella_de_quienes(fusionadas)
    assert huella_de_quienes(dos[2:]) == ""
