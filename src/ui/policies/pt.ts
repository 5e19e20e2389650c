import type { PolicyTexts } from './texts';

export const policies: PolicyTexts = {
  title: 'Privacidade, regras, direitos',
  privacy: 'Privacidade',
  rules: 'Regras de conteúdo',
  rights: 'Seus direitos',
  keptBy: 'Cumprido por',
  provedBy: 'Provado por',
  cannot: 'O que uma página não pode prometer',
  hostSays: 'Quem hospeda esta cópia acrescenta',
  contact: 'Quem mantém esta cópia',
  noContact: 'Quem hospeda esta cópia não deixou contato.',
  refused: 'O que esta cópia recusa',
  rightButtons: {
    access: 'Mostrar o que esta aba contém',
    rectification: 'Mudar o que inseri',
    erasure: 'Esquecer tudo',
    portability: 'Baixar minhas imagens',
    restriction: 'Selar esta aba',
    objection: 'Não guardar nada neste aparelho',
    optOut: 'Abrir “Tentar vazar”',
  },
  rightDone: {
    erasure: 'Esquecido.',
    portability: 'Baixadas, em um zip.',
    noPictures: 'Ainda não há imagem.',
    objection: 'Nada mais é guardado neste aparelho: nem ajustes, nem outros arquivos.',
  },
  promises: {
    memory: 'O que você escreve, envia ou faz está em um campo de um objeto, na memória desta aba.',
    forget:
      '“Esquecer tudo” esvazia esse campo, encerra cada worker, revoga cada endereço e limpa o desfazer dos campos de texto.',
    counted: 'O que “Esquecer tudo” apagou é contado antes e depois, e mostrado.',
    trail:
      'Os estados intermediários de um trabalho ficam guardados para outro worker continuar: na memória, só enquanto o trabalho dura.',
    empty: 'Recarregar, sair, voltar, travar, duplicar ou restaurar a aba: a página começa vazia.',
    disk: 'Depois de uma visita, nada disso fica no perfil do navegador no disco.',
    requests:
      'Os pedidos vão só a este site, por seus próprios arquivos, sem parâmetros. A página não grava nenhum cookie.',
    policy: 'O navegador recusa qualquer outro pedido, do nosso código ou de uma biblioteca.',
    everywhere: 'Essa política está em cada resposta, também nos erros: um worker toma a sua do próprio script.',
    doors:
      'O que a política não cobre é retirado ao abrir a página: WebRTC, cookies, armazenamento de sessão, novas janelas, quadros, links que se antecipam e scripts que levam a outro lugar.',
    stored:
      'Só se guardam arquivos públicos: modelos, e os arquivos deste site se você trabalha sem conexão. São iguais para todos, listados, e podem ser removidos ou desligados.',
    settings:
      'Ajustes só são guardados se você pedir: aparência, movimento, idioma, último modelo e tamanho, de listas fechadas em que não cabe conteúdo. Estão listados em Privacidade e saem com o mesmo botão.',
    offline:
      'Sem conexão são servidos os arquivos de uma só versão, cada um conferido por seu hash. Nenhum pedido com corpo ou parâmetros passa pelo service worker.',
    seal: 'Uma aba selada não pode pedir nem enviar nada até ser recarregada, e ainda faz imagens.',
    addresses: 'Nada do que você escreve pode virar um endereço ou uma chave de armazenamento.',
    traces: 'Nenhum conteúdo em endereço, título, histórico, registro ou erro.',
    canvas:
      'As imagens são mostradas em uma tela de desenho. Um arquivo só é feito quando você salva, e seu endereço é revogado.',
    names: 'O nome de um download diz tamanho e número: nem prompt, nem semente, nem data.',
    marks:
      'Um arquivo diz como foi feito (por um modelo, com um modelo, ou uma foto alterada por um programa), e nada mais. Sua receita só entra se você pedir.',
    link: 'Um link de receita a leva depois do #, que os navegadores não enviam, e ela é tirada do endereço ao abrir.',
    photo: 'Uma foto entra como pixels: nomes, lugares e câmera ficam de fora.',
    portrait:
      'A foto e os pontos de um retrato são descartados quando ele fica pronto, a menos que você guarde a foto para tentar de novo.',
    rules: 'As regras de conteúdo são verificadas neste aparelho; uma recusa diz a regra e não é comunicada a ninguém.',
    fields: 'Os campos de texto pedem ao navegador que não lembre, corrija nem envie o que se escreve.',
    verify: 'Qualquer cópia pode ser comparada com sua versão, arquivo por arquivo, de fora e da própria página.',
    packets: 'Observada de fora, pacote por pacote, a página pede arquivos ao seu servidor e nada a mais ninguém.',
  },
  limits: {
    host: 'Quem mantém a cópia. Vê que seu endereço buscou os arquivos, e poderia servir outros amanhã. Compare a cópia com uma versão, use uma em que confie ou hospede a sua.',
    links: 'Links que você segue, e nomes que o navegador procura de antemão. Os nossos não levam conteúdo.',
    computer:
      'Seu navegador e seu computador. Extensões veem o que você vê, corretores podem ler o que você escreve e o sistema pode gravar memória no disco. O navegador guarda os endereços visitados. O preenchimento automático do Chromium pode consultar seu fabricante em qualquer página com campos de formulário, também nesta; pode ser desativado no navegador.',
    saved:
      'O que você salva ou compartilha. Um arquivo baixado fica aos seus cuidados. O que você copiou está na área de transferência: “Esquecer tudo” a limpa se ainda estiver lá e o navegador deixar.',
    shown:
      'O que está na tela. Capturar a tela e “Salvar página como” levam o que você vê, também legendas com seu prompt. Ao imprimir sai só a imagem. “Ver código-fonte” mostra só a página vazia.',
    marks:
      'Marcas. As imagens salvas dizem que um modelo as fez. Não dizem quem você é, e uma marca pode ser retirada.',
  },
  ruleSentences: {
    age: 'Você precisa ter 13 anos ou mais.',
    people: 'Não dispa nem humilhe pessoas reais, e pergunte antes de mudar a foto de alguém.',
    deceive: 'Não faça imagens para enganar. Os arquivos salvos dizem que um modelo os fez; mantenha isso assim.',
    checks: 'As verificações são feitas neste aparelho e não comunicam nada a ninguém.',
    wrong: 'São filtros, e filtros erram. Se algo inofensivo for recusado, diga com outras palavras.',
  },
  rightTexts: {
    access: 'Acesso: tudo o que esta aba tem ou guarda está listado em Privacidade. Não há nada em outro lugar.',
    rectification: 'Correção: tudo o que você digitou está à sua frente. Mude ali.',
    erasure:
      'Exclusão: “Esquecer tudo” apaga na hora o que é seu. Arquivos públicos guardados são removidos em Privacidade.',
    portability: 'Portabilidade: baixe suas imagens em formatos abertos, com as receitas se pedir.',
    restriction: 'Limitação: sele a aba, e nada pode alcançá-la nem sair dela.',
    objection: 'Oposição: ninguém usa o que você faz. Desligue em Privacidade o que é guardado.',
    optOut: 'Recusa de venda, compartilhamento e perfis: nada disso acontece. “Tentar vazar”, em Privacidade, mostra.',
  },
};
