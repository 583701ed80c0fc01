"""Una tabla o un documento, escrito de muchas maneras. Aquí no se calcula nada."""
