"""Las personas, sus tarjetas y lo que autorizaron."""
