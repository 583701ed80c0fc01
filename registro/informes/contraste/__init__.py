"""El contraste: cada cifra publicada al lado de la calculada, y por qué pueden no coincidir."""
