"""Lo que las reglas midieron en los años y trimestres pasados, guardado para no contarlo otra vez.

Se guarda lo de cada año entero y, del último que se pide si no lo está (el que corre, o uno mirado hasta un
corte), lo de cada trimestre: así sólo se cuenta lo que va del que corre. Una actividad es del trimestre en
que termina su período; para juntar las personas distintas de varios se guarda quiénes son (``parciales``).

Un recuento vale mientras nada de lo suyo haya cambiado, y de eso avisa la propia base: cada orden que escribe
en una tabla de la que se mide deja un **toque** en los trimestres pasados y tipos de actividad que toca
(``disparadores``). Ninguna escritura, de ninguna puerta, lo puede olvidar. Un recuento guarda cuántos toques
llevaba su fuente en ese tiempo **antes** de contar, y sirve sólo mientras lleve los mismos.

Por qué no puede quedar uno viejo. Los toques sólo se suman, y quien cambia algo suma el suyo en su misma
transacción: dos miradas a la base que ven la misma suma ven las mismas transacciones sobre lo mismo. Quien
cuenta lee la suma primero y cuenta después. Si alguien confirma un cambio entre una cosa y otra, o antes de
que el recuento se guarde, la suma ya es otra y el recuento nace vencido: nadie lo usa y el siguiente vuelve a
contar. Dos que escriben a la vez y no ven lo del otro se esperan (``en_postgresql``). Lo que se deshace se
lleva su toque, y dentro de una operación se ven los propios.

El trimestre que corre no se guarda ni se toca: escribir en él cuesta mirar la fecha. Se guarda dos días
después de terminar (``consultas.HOLGURA``), cuando ya no queda en curso ninguna transacción de las que
empezaron antes de medianoche y para las que todavía corría. Si el reloj del servidor se adelantó o se atrasó,
puede haber guardado algo de uno que para él no ha pasado: también se toca todo lo que tenga algo guardado.
"""
