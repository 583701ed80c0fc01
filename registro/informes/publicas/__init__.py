"""Lo que sale a lo público: las tablas con lo pequeño oculto, asentadas en el libro de lo publicado."""
