"""De la invitación al acta aprobada de una sesión: desarrollo, compromisos, versiones y borradores."""
