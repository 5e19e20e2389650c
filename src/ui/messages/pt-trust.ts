import type { TrustMessages } from './en-trust';

export const ptTrust: TrustMessages = {
  testIt: 'Testar',
  promiseSealed: 'Selada: sem rede até recarregar',

  offline: 'Trabalhar sem conexão',
  offlineHint:
    'Guarda os arquivos deste site e o modelo escolhido neste aparelho, para que a página abra sem rede. São iguais para todos. Retrato entra depois de usado uma vez.',
  offlineWorking: (percent) => `Baixando: ${percent} %`,
  offlineTrouble: {
    impossible: 'Este navegador não deixa a página trabalhar sem conexão aqui (precisa de https e service workers).',
    'not-kept':
      'Nem todos os arquivos puderam ser guardados: o servidor não respondeu ou o navegador não tem espaço. Nada mais mudou.',
    busy: 'Um retrato ou clipe está sendo feito. Termine ou saia dele e depois sele.',
    'not-sealed': 'Não foi possível selar a aba. Recarregue e tente de novo.',
  },

  sealTitle: 'Selar esta aba',
  sealText:
    'Corta a rede da aba até que você a recarregue. A página não pode se conectar a nada, seus workers só a arquivos guardados neste aparelho, e o service worker recusa todo o resto. As imagens continuam. Liga “Trabalhar sem conexão”.',
  sealRun: 'Selar',
  sealWorking: 'Selando…',
  sealDone: 'Selada. Nada pode ser pedido ou enviado até você recarregar.',
  sealLimits:
    'Não são cortados: um link em que você clica, suas extensões e o próprio navegador, que pode procurar uma versão mais nova deste site (sw.js) sem enviar nada.',

  storedApp: (files, megabytes) => `Os arquivos deste site: ${files} (${megabytes} MB)`,
  storedAppRemove: 'Remover os arquivos deste site',

  requests: 'Pedidos desta aba',
  requestsHint: 'Só endereços de arquivos deste site. “Daqui”: já estava neste aparelho, nada foi pedido ao servidor.',
  requestsSum: (requests, megabytes) => `${requests} pedidos, ${megabytes} MB do servidor`,
  requestsBy: { page: 'página', worker: 'worker', 'service-worker': 'service worker' },
  requestsWhy: {
    page: 'a própria página',
    script: 'o aplicativo',
    style: 'sua aparência',
    runtime: 'executa modelos',
    model: 'um modelo',
    list: 'lista de modelos',
    settings: 'ajustes do servidor',
    icon: 'ícone',
    other: 'fora do aplicativo',
  },
  requestsFrom: { device: 'daqui', refused: 'recusado' },
  kilobytes: (value) => `${value} KB`,

  memory: {
    characters: 'Caracteres que você escreveu',
    photos: 'Suas fotos',
    pictures: 'Imagens',
    clips: 'Clipes',
    bytes: 'Tudo junto, em MB',
    models: 'Modelos abertos (iguais para todos), em MB',
    workers: 'Workers',
    addresses: 'Endereços de downloads',
  },

  lookLabel: 'Procurar o que você escreveu',
  lookRun: 'Procurar',
  lookHint:
    'Em tudo o que o navegador guarda para este site, em cada pedido desta aba, no endereço, no título e na entrada do histórico. Palavras comuns estão nos arquivos do modelo, iguais para todos: use uma frase inteira, ou uma palavra que mais ninguém escreveria. Para ver que a busca encontra, procure “onnx”.',
  lookNot: (places, megabytes) => `Não está em lugar nenhum, em ${places} lugares (${megabytes} MB).`,
  lookFound: 'Encontrado em:',
  memoryHint: 'Faça uma imagem e aperte “Esquecer tudo”, ou recarregue: cada linha cai para 0.',

  wipedOpen: 'O que foi apagado',
  wipedTitle: 'O que foi apagado',
  wipedLead: 'Contado na memória desta aba, antes e depois.',
  wipedWhat: 'O quê',
  wipedBefore: 'Antes',
  wipedNow: 'Agora',
  wipedLimits:
    'Os arquivos que você baixou são seus e ficam. Os arquivos de modelo ficam até você removê-los em Privacidade.',

  checkTitle: 'Conferir esta cópia',
  checkText:
    'Escolha o build-manifest.json de uma versão obtida em outro lugar. A página pede cada um de seus arquivos e o compara com essa lista.',
  checkChoose: 'Escolher um manifesto',
  checkRunning: (done, all) => `Arquivo ${done} de ${all}`,
  checkSame: (files) => `Os ${files} arquivos são os do manifesto.`,
  checkDiffers: (files) => `${files === 1 ? '1 arquivo difere' : `${files} arquivos diferem`} do manifesto.`,
  checkWhat: {
    missing: 'não é servido aqui',
    changed: 'tem outro conteúdo',
    'not-listed': 'não está no manifesto',
  },
  checkUnreadable: 'Esse arquivo não é um manifesto do Ephemera.',
  checkFailed: 'A lista de arquivos desta cópia não pôde ser lida.',
  checkSealed: 'A aba está selada: recarregue-a para conferir esta cópia.',
  checkLimits:
    'Um servidor que mente pode mentir aqui também: pode enviar a esta página outro código, que dirá que está tudo bem. “npm run verify” em outro computador, com um manifesto de outro lugar, é um teste mais forte.',

  leakStops: {
    closed: 'a retirada ao abrir a página',
    absent: 'a sua ausência neste navegador',
    'struck-out': 'o navegador, que não aceita de uma página endereços de relatório',
  },

  policies: 'Privacidade, regras, direitos',
};
