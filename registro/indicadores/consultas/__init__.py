"""Lo que la base responde a los indicadores: una consulta por medida, con período y filtros en el SQL."""
