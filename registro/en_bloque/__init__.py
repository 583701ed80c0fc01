"""Muchas filas en una sola ida a la base, escritas como cada motor lo hace mejor.

La recepción de lecturas vive de esto: con una sentencia por fila, lo que se gasta es hablar con la base y no
guardar. Las filas viajan como un texto JSON, las órdenes se arman una vez y su texto no depende de cuántos
valores lleven; en PostgreSQL, además, varias órdenes seguidas van juntas y se espera una sola respuesta.
"""
