"""Cuánto tarda el Balance en cada formato, con sus cifras recién calculadas: Word ≤ 3 s, PDF ≤ 2 s.

Se ejecuta a mano: ``python -m tests.rendimiento.informes``. Son segundos de procesador, lo mejor de varias
veces, con su razón contra sólo redactar: en una máquina ruidosa las razones se comparan mejor.
"""

import time

from tests.rendimiento.de_paso import registro_de_paso

VECES = 3
PEDIDO = {"docx": "≤ 3 s", "pdf": "≤ 2 s"}
VIGENCIA = 2023


def main():
    """Carga la demostración en una carpeta de paso y mide."""
    with registro_de_paso(con_la_demostracion=True):
        from registro.informes.balance import armado
        from registro.informes.publicar import FORMATOS, escribir

        primera = cronometrar(lambda: armado.documento(VIGENCIA), 1)
        redactar = cronometrar(lambda: armado.documento(VIGENCIA))
        print(f"redactar   {primera:5.2f} s la primera vez, {redactar:5.2f} s con las tablas recordadas")
        documento = armado.documento(VIGENCIA)
        for formato in FORMATOS:
            tarda = cronometrar(lambda f=formato: escribir(documento, f))
            entero = primera + tarda
            razon = f"{entero / primera:4.1f} veces redactar"
            print(f"{formato:8}   {entero:5.2f} s entero {PEDIDO.get(formato, ''):6}  {razon}")


def cronometrar(hacer, veces=VECES):
    """Segundos de procesador, lo mejor de varias veces."""
    tardan = []
    for _ in range(veces):
        antes = time.process_time()
        hacer()
        tardan.append(time.process_time() - antes)
    return min(tardan)


if __name__ == "__main__":
    main()
