import type { TrustMessages } from './en-trust';

export const esTrust: TrustMessages = {
  testIt: 'Comprobar',
  promiseSealed: 'Sellada: sin red hasta recargar',

  offline: 'Trabajar sin conexión',
  offlineHint:
    'Guarda los archivos de este sitio y el modelo elegido en este dispositivo, para que la página se abra sin red. Son iguales para todos. Retrato se añade cuando se haya usado una vez.',
  offlineWorking: (percent) => `Descargando: ${percent} %`,
  offlineTrouble: {
    impossible: 'Este navegador no deja que la página trabaje sin conexión aquí (hacen falta https y service workers).',
    'not-kept':
      'No se pudieron guardar todos los archivos: el servidor no respondió o el navegador no tiene sitio. No cambió nada más.',
    busy: 'Se está haciendo un retrato o un clip. Termínalo o sal de él, y luego sella.',
    'not-sealed': 'No se pudo sellar la pestaña. Recarga e inténtalo de nuevo.',
  },

  sealTitle: 'Sellar esta pestaña',
  sealText:
    'Corta la red de la pestaña hasta que la recargues. La página no puede conectarse a nada, sus workers solo a archivos guardados en este dispositivo, y el service worker rechaza todo lo demás. Las imágenes siguen. Activa «Trabajar sin conexión».',
  sealRun: 'Sellar',
  sealWorking: 'Sellando…',
  sealDone: 'Sellada. No se puede pedir ni enviar nada hasta que recargues.',
  sealLimits:
    'No se corta: un enlace que pulses, tus extensiones y el propio navegador, que puede buscar una versión más nueva de este sitio (sw.js) sin enviar nada.',

  storedApp: (files, megabytes) => `Los archivos de este sitio: ${files} (${megabytes} MB)`,
  storedAppRemove: 'Quitar los archivos de este sitio',

  requests: 'Peticiones de esta pestaña',
  requestsHint:
    'Solo direcciones de archivos de este sitio. «De aquí»: ya estaba en este dispositivo, no se pidió nada al servidor.',
  requestsSum: (requests, megabytes) => `${requests} peticiones, ${megabytes} MB del servidor`,
  requestsBy: { page: 'página', worker: 'worker', 'service-worker': 'service worker' },
  requestsWhy: {
    page: 'la propia página',
    script: 'la aplicación',
    style: 'su aspecto',
    runtime: 'ejecuta modelos',
    model: 'un modelo',
    list: 'lista de modelos',
    settings: 'ajustes del servidor',
    icon: 'icono',
    other: 'ajeno a la aplicación',
  },
  requestsFrom: { device: 'de aquí', refused: 'rechazada' },
  kilobytes: (value) => `${value} KB`,

  memory: {
    characters: 'Caracteres que escribiste',
    photos: 'Tus fotos',
    pictures: 'Imágenes',
    clips: 'Clips',
    bytes: 'Todo junto, en MB',
    models: 'Modelos abiertos (iguales para todos), en MB',
    workers: 'Workers',
    addresses: 'Direcciones de descargas',
  },

  lookLabel: 'Buscar lo que has escrito',
  lookRun: 'Buscarlo',
  lookHint:
    'En todo lo que el navegador guarda para este sitio, en cada petición de esta pestaña, en su dirección, su título y su entrada del historial. Las palabras corrientes están en los archivos del modelo, iguales para todos: usa una frase entera, o una palabra que nadie más escribiría. Para ver que la búsqueda encuentra, busca «onnx».',
  lookNot: (places, megabytes) => `No está en ninguna parte, en ${places} lugares (${megabytes} MB).`,
  lookFound: 'Encontrado en:',
  memoryHint: 'Haz una imagen y pulsa «Olvidar todo», o recarga: cada línea baja a 0.',

  wipedOpen: 'Qué se borró',
  wipedTitle: 'Qué se borró',
  wipedLead: 'Contado en la memoria de esta pestaña, antes y después.',
  wipedWhat: 'Qué',
  wipedBefore: 'Antes',
  wipedNow: 'Ahora',
  wipedLimits:
    'Los archivos que descargaste son tuyos y se quedan. Los archivos de modelo se quedan hasta que los quites en Privacidad.',

  checkTitle: 'Comprobar esta copia',
  checkText:
    'Elige el build-manifest.json de una versión que hayas obtenido en otro sitio. La página pide cada uno de sus archivos y lo compara con esa lista.',
  checkChoose: 'Elegir un manifiesto',
  checkRunning: (done, all) => `Archivo ${done} de ${all}`,
  checkSame: (files) => `Los ${files} archivos son los del manifiesto.`,
  checkDiffers: (files) => `${files === 1 ? '1 archivo difiere' : `${files} archivos difieren`} del manifiesto.`,
  checkWhat: {
    missing: 'no se sirve aquí',
    changed: 'tiene otro contenido',
    'not-listed': 'no está en el manifiesto',
  },
  checkUnreadable: 'Ese archivo no es un manifiesto de Ephemera.',
  checkFailed: 'No se pudo leer la lista de archivos de esta copia.',
  checkSealed: 'La pestaña está sellada: recárgala para comprobar esta copia.',
  checkLimits:
    'Un servidor que miente también puede mentir aquí: puede enviar a esta página otro código que diga que todo va bien. «npm run verify» en otro ordenador, con un manifiesto de otro sitio, es una prueba más fuerte.',

  leakStops: {
    closed: 'la retirada al abrir la página',
    absent: 'su ausencia en este navegador',
    'struck-out': 'el navegador, que no acepta de una página direcciones de informe',
  },

  policies: 'Privacidad, normas, derechos',
};
