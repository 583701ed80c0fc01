"""El ciclo trimestral: qué debe cada sector, qué reportó, qué se aprobó y qué quedó congelado."""
