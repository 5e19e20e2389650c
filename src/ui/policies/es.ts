import type { PolicyTexts } from './texts';

export const policies: PolicyTexts = {
  title: 'Privacidad, normas, derechos',
  privacy: 'Privacidad',
  rules: 'Normas de contenido',
  rights: 'Tus derechos',
  keptBy: 'Lo cumple',
  provedBy: 'Lo prueba',
  cannot: 'Lo que una página no puede prometer',
  hostSays: 'Quien aloja esta copia añade',
  contact: 'Quién gestiona esta copia',
  noContact: 'Quien aloja esta copia no ha dejado contacto.',
  refused: 'Lo que esta copia rechaza',
  rightButtons: {
    access: 'Mostrar lo que guarda esta pestaña',
    rectification: 'Cambiar lo que introduje',
    erasure: 'Olvidar todo',
    portability: 'Descargar mis imágenes',
    restriction: 'Sellar esta pestaña',
    objection: 'No guardar nada en este dispositivo',
    optOut: 'Abrir «Intentar una fuga»',
  },
  rightDone: {
    erasure: 'Olvidado.',
    portability: 'Descargadas, en un zip.',
    noPictures: 'Todavía no hay ninguna imagen.',
    objection: 'Ya no se guarda nada en este dispositivo: ni ajustes ni más archivos.',
  },
  promises: {
    memory: 'Lo que escribes, subes o haces está en un campo de un objeto, en la memoria de esta pestaña.',
    forget:
      '«Olvidar todo» vacía ese campo, termina cada worker, revoca cada dirección y borra el deshacer de los campos de texto.',
    counted: 'Lo que «Olvidar todo» borró se cuenta antes y después, y se muestra.',
    trail:
      'Los estados intermedios de un trabajo se guardan para que otro worker siga: en memoria, solo mientras dura el trabajo.',
    empty: 'Recargar, salir, volver, un fallo, duplicar o restaurar la pestaña: la página empieza vacía.',
    disk: 'Tras una visita no queda nada de ello en el perfil del navegador en el disco.',
    requests:
      'Las peticiones van solo a este sitio, por sus propios archivos, sin parámetros. La página no pone ninguna cookie.',
    policy: 'El navegador rechaza cualquier otra petición, de nuestro código o de una biblioteca.',
    everywhere:
      'Esa política va en cada respuesta, también en los errores: un worker toma la suya de su propio script.',
    doors:
      'Lo que la política no cubre se quita al abrir la página: WebRTC, cookies, almacenamiento de sesión, ventanas nuevas, marcos, enlaces que se adelantan y scripts que llevan a otra parte.',
    stored:
      'Solo se guardan archivos públicos: modelos, y los archivos de este sitio si trabajas sin conexión. Son iguales para todos, están listados y se pueden quitar o desactivar.',
    settings:
      'Los ajustes se guardan solo si lo pides: aspecto, movimiento, idioma, último modelo y tamaño, de listas cerradas en las que no cabe contenido. Están listados en Privacidad y se quitan con el mismo interruptor.',
    offline:
      'Sin conexión se sirven los archivos de una sola versión, cada uno comprobado por su huella. Ninguna petición con cuerpo o parámetros pasa del service worker.',
    seal: 'Una pestaña sellada no puede pedir ni enviar nada hasta que se recarga, y aún hace imágenes.',
    addresses: 'Nada de lo que escribes puede convertirse en una dirección o una clave de almacenamiento.',
    traces: 'No hay contenido en direcciones, títulos, historial, registros ni errores.',
    canvas: 'Las imágenes se muestran en un lienzo. Solo se hace un archivo cuando guardas, y su dirección se revoca.',
    names: 'El nombre de una descarga dice tamaño y número: ni prompt, ni semilla, ni fecha.',
    marks:
      'Un archivo dice cómo se hizo (por un modelo, con uno, o una foto retocada por un programa), y nada más. Tu receta entra solo si lo pides.',
    link: 'Un enlace de receta la lleva tras el #, que los navegadores no envían, y se quita de la dirección al abrirlo.',
    photo: 'Una foto entra como píxeles: nombres, lugares y cámara se quedan fuera.',
    portrait:
      'La foto y los puntos de un retrato se descartan cuando está hecho, salvo que guardes la foto para reintentar.',
    rules:
      'Las normas de contenido se comprueban en este dispositivo; un rechazo nombra la norma y no se comunica a nadie.',
    fields: 'Los campos de texto piden al navegador que no recuerde, corrija ni envíe lo escrito.',
    verify:
      'Cualquier copia se puede comparar con su versión, archivo por archivo, desde fuera y desde la propia página.',
    packets: 'Observada desde fuera, paquete a paquete, la página pide archivos a su servidor y nada a nadie más.',
  },
  limits: {
    host: 'Quien gestiona la copia. Ve que tu dirección pidió sus archivos, y mañana podría servir otros. Compara la copia con una versión, usa una en la que confíes o aloja la tuya.',
    links:
      'Los enlaces que sigues y los nombres que el navegador busca por adelantado. Los nuestros no llevan contenido.',
    computer:
      'Tu navegador y tu ordenador. Las extensiones ven lo que tú ves, los correctores pueden leer lo que escribes y el sistema puede escribir memoria en el disco. El navegador guarda las direcciones visitadas. El autocompletado de Chromium puede consultar a su fabricante en cualquier página con campos de formulario, también en esta; se puede desactivar en el navegador.',
    saved:
      'Lo que guardas o compartes. Un archivo descargado queda a tu cuidado. Lo copiado está en el portapapeles: «Olvidar todo» lo vacía si sigue ahí y el navegador lo permite.',
    shown:
      'Lo que hay en pantalla. Una captura y «Guardar página como» toman lo que ves, también los textos con tu prompt. Al imprimir sale solo la imagen. «Ver código fuente» solo muestra la página vacía.',
    marks:
      'Las marcas. Las imágenes guardadas dicen que las hizo un modelo. No dicen quién eres, y una marca se puede quitar.',
  },
  ruleSentences: {
    age: 'Debes tener 13 años o más.',
    people: 'No desnudes ni humilles a personas reales, y pregunta antes de cambiar la foto de alguien.',
    deceive: 'No hagas imágenes para engañar. Los archivos guardados dicen que los hizo un modelo; déjalo así.',
    checks: 'Las comprobaciones se hacen en este dispositivo y no se comunican a nadie.',
    wrong: 'Son filtros, y los filtros se equivocan. Si se rechaza algo inocente, dilo con otras palabras.',
  },
  rightTexts: {
    access: 'Acceso: todo lo que esta pestaña tiene o guarda está listado en Privacidad. No hay nada en otro sitio.',
    rectification: 'Rectificación: todo lo que escribiste está delante de ti. Cámbialo ahí.',
    erasure:
      'Supresión: «Olvidar todo» borra al momento lo tuyo. Los archivos públicos guardados se quitan en Privacidad.',
    portability: 'Portabilidad: descarga tus imágenes en formatos abiertos, con sus recetas si lo pides.',
    restriction: 'Limitación: sella la pestaña, y nada puede alcanzarla ni salir de ella.',
    objection: 'Oposición: nadie usa lo que haces. Desactiva lo que se guarda en Privacidad.',
    optOut: 'Rechazo de venta, cesión y perfiles: nada de eso ocurre. «Intentar una fuga», en Privacidad, lo muestra.',
  },
};
