import type { RefusalId } from '../../contract/refusals';

export const esRefusals: Readonly<Record<RefusalId, string>> = {
  minors:
    'Contenido sexual con menores: las palabras juntas podrían significar contenido sexual con alguien menor de 18 años. Eso nunca se hace aquí, y ningún ajuste lo permite.',
  undressing:
    'Desnudar a una persona de una foto: la foto de una persona nunca se desnuda ni se sexualiza aquí, sea quien sea. Ningún ajuste lo permite.',
  sexual: 'Contenido sexual y desnudez: esta copia de Ephemera no los hace.',
  violence: 'Violencia cruel: esta copia de Ephemera no hace imágenes de crueldad, tortura o mutilación.',
  hate: 'Odio: esta copia de Ephemera no hace símbolos ni palabras de odio contra personas.',
  'self-harm':
    'Autolesión: esta copia de Ephemera no hace imágenes de suicidio o autolesión. Si se trata de ti: ayuda hablar con alguien de confianza o con una línea de ayuda de donde vives.',
  mature:
    'Temas para adultos: esta copia de Ephemera está ajustada para todas las edades: sin armas, sangre ni ropa reveladora.',
  'nude-photo':
    'Desnudez de una persona: el control de imágenes tomó por eso la foto o lo que se hizo de ella. El control se equivoca a veces; prueba otro estilo u otra foto.',
  'explicit-film':
    'Un fotograma explícito: el control de imágenes tomó por eso un fotograma de la película. El control se equivoca a veces; prueba otras palabras u otra semilla.',
};
