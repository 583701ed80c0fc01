"""Las ediciones del Balance y el nombre de su archivo."""

INFORME = "balance"
RESERVADA, PUBLICA = "reservada", "publica"
EDICIONES = (RESERVADA, PUBLICA)
NOMBRES = {RESERVADA: "Edición reservada", PUBLICA: "Edición pública"}


def archivo(vigencia: int, edicion: str, formato: str) -> str:
    """«balance-2023-reservada.docx»."""
    return f"{INFORME}-{vigencia}-{edicion}.{formato}"
