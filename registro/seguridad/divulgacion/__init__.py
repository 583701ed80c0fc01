"""Lo que se publica sin exponer a nadie: qué se oculta, cómo se comprueba y qué se publicó antes."""
