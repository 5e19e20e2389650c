import type { RefusalId } from '../../contract/refusals';

export const ptRefusals: Readonly<Record<RefusalId, string>> = {
  minors:
    'Conteúdo sexual com menores: as palavras juntas podem significar conteúdo sexual com alguém com menos de 18 anos. Isso nunca é feito aqui, e nenhuma configuração o permite.',
  undressing:
    'Despir uma pessoa em uma foto: a foto de uma pessoa nunca é despida nem sexualizada aqui, seja de quem for. Nenhuma configuração o permite.',
  sexual: 'Conteúdo sexual e nudez: esta cópia do Ephemera não os faz.',
  violence: 'Violência cruel: esta cópia do Ephemera não faz imagens de crueldade, tortura ou mutilação.',
  hate: 'Ódio: esta cópia do Ephemera não faz símbolos nem palavras de ódio contra pessoas.',
  'self-harm':
    'Automutilação: esta cópia do Ephemera não faz imagens de suicídio ou automutilação. Se isto é sobre você: ajuda falar com alguém de confiança ou com uma linha de apoio onde você mora.',
  mature:
    'Temas adultos: esta cópia do Ephemera está ajustada para todas as idades: sem armas, sangue ou roupas reveladoras.',
  'nude-photo':
    'Nudez de uma pessoa: a verificação tomou por isso a foto ou o que foi feito dela. A verificação erra às vezes; tente outro estilo ou outra foto.',
  'explicit-film':
    'Um quadro explícito: a verificação tomou por isso um quadro do filme. A verificação erra às vezes; tente outras palavras ou outra semente.',
};
