import type { TrustMessages } from './en-trust';

export const jaTrust: TrustMessages = {
  testIt: '確かめる',
  promiseSealed: '封印中: 再読み込みまで通信なし',

  offline: 'オフラインで使う',
  offlineHint:
    'このサイトのファイルと選んだモデルをこの端末に置き、ネットワークなしでページを開けるようにします。誰にとっても同じファイルです。ポートレートは一度使うと加わります。',
  offlineWorking: (percent) => `取得中: ${percent} %`,
  offlineTrouble: {
    impossible: 'このブラウザーでは、ここでオフラインにできません（https と Service Worker が必要です）。',
    'not-kept':
      'すべてのファイルを保存できませんでした。ホストが応答しないか、ブラウザーに空きがありません。ほかは何も変わっていません。',
    busy: 'ポートレートかクリップの作成中です。終えるか離れてから封印してください。',
    'not-sealed': 'タブを封印できませんでした。再読み込みして、もう一度試してください。',
  },

  sealTitle: 'このタブを封印する',
  sealText:
    '再読み込みするまで、タブをネットワークから切り離します。ページはどこにも接続できず、ワーカーはこの端末にあるファイルだけに接続でき、Service Worker はほかのすべてを拒否します。画像は作れます。「オフラインで使う」がオンになります。',
  sealRun: '封印する',
  sealWorking: '封印しています…',
  sealDone: '封印しました。再読み込みするまで、何も取得も送信もできません。',
  sealLimits:
    '切り離されないもの: あなたが押すリンク、拡張機能、そしてブラウザー自身（何も送らずに、このサイトの新しい版 sw.js を確かめることがあります）。',

  storedApp: (files, megabytes) => `このサイトのファイル: ${files}個（${megabytes} MB）`,
  storedAppRemove: 'このサイトのファイルを削除',

  requests: 'このタブのリクエスト',
  requestsHint:
    'このサイトのファイルのアドレスだけです。「ここから」は、すでにこの端末にあり、ホストに何も求めなかったものです。',
  requestsSum: (requests, megabytes) => `リクエスト ${requests}件、ホストから ${megabytes} MB`,
  requestsBy: { page: 'ページ', worker: 'ワーカー', 'service-worker': 'Service Worker' },
  requestsWhy: {
    page: 'ページ本体',
    script: 'アプリ',
    style: '見た目',
    runtime: 'モデルの実行',
    model: 'モデル',
    list: 'モデルの一覧',
    settings: 'ホストの設定',
    icon: 'アイコン',
    other: 'アプリの外',
  },
  requestsFrom: { device: 'ここから', refused: '拒否' },
  kilobytes: (value) => `${value} KB`,

  memory: {
    characters: '入力した文字数',
    photos: 'あなたの写真',
    pictures: '画像',
    clips: 'クリップ',
    bytes: '合計（MB）',
    models: '開いているモデル（誰にとっても同じ） (MB)',
    workers: 'ワーカー',
    addresses: 'ダウンロードのアドレス',
  },

  lookLabel: '入力したものを探す',
  lookRun: '探す',
  lookHint:
    'このサイトのためにブラウザーが保存しているすべて、このタブのすべてのリクエスト、アドレス、タイトル、履歴の項目から探します。ふつうの単語は、誰にとっても同じモデルのファイルに含まれています。文全体か、ほかの誰も書かない単語で試してください。検索が働くことは「onnx」で確かめられます。',
  lookNot: (places, megabytes) => `${places} か所（${megabytes} MB）のどこにも見つかりません。`,
  lookFound: '見つかった場所：',
  memoryHint: '画像を作ってから「すべて忘れる」を押すか、再読み込みしてください。どの行も 0 になります。',

  wipedOpen: '消したもの',
  wipedTitle: '消したもの',
  wipedLead: 'このタブのメモリを、前と後に数えました。',
  wipedWhat: '項目',
  wipedBefore: '前',
  wipedNow: '今',
  wipedLimits:
    'ダウンロードしたファイルはあなたのもので、残ります。モデルファイルは「プライバシー」で削除するまで残ります。',

  checkTitle: 'このコピーを確かめる',
  checkText:
    '別の場所で手に入れたリリースの build-manifest.json を選んでください。ページが自分のファイルをひとつずつ取得し、その一覧と比べます。',
  checkChoose: 'マニフェストを選ぶ',
  checkRunning: (done, all) => `ファイル ${done} / ${all}`,
  checkSame: (files) => `${files}個のファイルはすべてマニフェストどおりです。`,
  checkDiffers: (files) => `${files}個のファイルがマニフェストと違います。`,
  checkWhat: {
    missing: 'はここにありません',
    changed: 'は内容が違います',
    'not-listed': 'はマニフェストにありません',
  },
  checkUnreadable: 'このファイルは Ephemera のビルドマニフェストではありません。',
  checkFailed: 'このコピーのファイル一覧を読めませんでした。',
  checkSealed: 'タブは封印されています。確かめるには再読み込みしてください。',
  checkLimits:
    '嘘をつくホストは、ここでも嘘をつけます。別のコードを送り、それに「問題なし」と言わせることができます。別のコンピューターで、別の場所のマニフェストを使う「npm run verify」のほうが確かです。',

  leakStops: {
    closed: 'ページを開いたときの取り外し',
    absent: 'このブラウザーにないこと',
    'struck-out': 'ページから報告先を受け付けないブラウザー',
  },

  policies: 'プライバシー・ルール・権利',
};
