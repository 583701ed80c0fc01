"""El Balance: el informe anual de la política, con sus textos, tablas y figuras."""
