"""La demostración: cifras reales de ``registro/datos`` y registros sintéticos que las reproducen exactas."""
