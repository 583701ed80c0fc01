"""Lo que se hace: jornadas, sesiones, atenciones, mesas y encuentros. Un archivo por tipo de actividad."""
