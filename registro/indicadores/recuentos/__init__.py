"""Lo que las reglas midieron en cada año pasado, guardado para no contarlo otra vez.

Un recuento vale mientras nada de su año haya cambiado, y de eso avisa la propia base: cada orden que escribe
en una tabla de la que se mide deja un **toque** en los años pasados y tipos de actividad que toca
(``disparadores``). Ninguna escritura, de ninguna puerta, lo puede olvidar. Un recuento guarda cuántos toques
llevaba su fuente ese año **antes** de contar, y sirve sólo mientras lleve los mismos.

Por qué no puede quedar uno viejo. Los toques sólo se suman, y quien cambia algo suma el suyo en su misma
transacción: dos miradas a la base que ven la misma suma ven las mismas transacciones sobre ese año y fuente.
Quien cuenta lee la suma primero y cuenta después. Si alguien confirma un cambio entre una cosa y otra, o
antes de que el recuento se guarde, la suma ya es otra y el recuento nace vencido: nadie lo usa y el siguiente
cuenta de nuevo. Dos que escriben a la vez y no ven lo del otro se esperan (``en_postgresql``). Lo que se
deshace se lleva su toque, y dentro de una operación se ven los propios.

El año que corre no se guarda ni se toca: escribir en él cuesta mirar la fecha. Un año se guarda dos días
después de terminar (``consultas.HOLGURA``), cuando ya no queda en curso ninguna transacción de las que
empezaron antes de medianoche y para las que ese año todavía corría.
"""
