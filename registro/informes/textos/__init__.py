"""Los textos de un informe que las personas escriben: por versiones, y con las cifras que citan."""
