import type { CarriedMark } from '../../contract/inspection';
import type { Messages } from './en';

export const jaInspect: Messages['inspect'] = {
  open: 'ファイルを調べる',
  title: '調べる',
  intro: '画像や動画にはどんな印があり、何を伝えているでしょう？ このタブの中で読み、どこにも送りません。',
  file: '調べる画像か動画',
  choose: 'ファイルを選ぶ',
  drop: '選ぶか、ここにドロップ',
  working: '読んでいます…',
  failed: 'このファイルは読めませんでした。別のものをお試しください。',
  saysAi: 'このファイルは、全部または一部を機械が作ったと伝えています。',
  saysNothing: '機械の印は見つかりませんでした。これは何の証明にもなりません。印は簡単に失われたり消されたりします。',
  unverified: 'ファイル自身がそう伝えているだけで、誰も確かめていません。',
  saysUnknown: '調べられる種類のファイルではないため、印を探せませんでした。画像か動画をお試しください。',
  type: (type) => `ファイルの種類: ${type}`,
  webm: 'WebM には Content Credentials を入れる場所がありません。Ephemera はソースタイプと透かしだけを書き込みます。',
  avif: 'AVIF に Ephemera が書き込むのは透かしだけです。ソースタイプも Content Credentials も入りません。',
  finding: (finding): string => {
    switch (finding.kind) {
      case 'source-type':
        return `${finding.from === 'c2pa' ? 'C2PA' : 'IPTC'} の出所: ${sourceTypes[finding.term] ?? finding.term}`;
      case 'c2pa':
        return finding.generators.length > 0
          ? `Content Credentials（C2PA）。自称の作成元: ${finding.generators.join('、')}。署名は確かめていません。`
          : 'Content Credentials（C2PA）。プログラム名はありません。署名は確かめていません。';
      case 'generator':
        return `${finding.tool} が設定とともに書いたもの:`;
      case 'creator-tool':
        return `作成に使ったもの: ${finding.text}`;
      case 'description':
        return '説明:';
      case 'no-ai-training':
        return '所有者はモデルの学習に使うことを禁じています。';
      case 'input-marks':
        return `印のある画像から作られました: ${finding.marks.map((mark) => inputMarks[mark]).join('、')}`;
      case 'watermark':
        return 'Ephemera の見えない透かしがあります。モデルが作ったものです。ほかには何も伝えません。';
      case 'oversized':
        return `${(finding.bytes / 2 ** 20).toFixed(1)} MB の印があり、本物よりはるかに長いため、始めだけを読みました。`;
    }
  },
};

const sourceTypes: Readonly<Record<string, string>> = {
  trainedAlgorithmicMedia: '学習したモデルが作ったもの',
  compositeWithTrainedAlgorithmicMedia: '画像から学習したモデルが作ったもの',
  algorithmicMedia: 'プログラムが作ったもの',
  compositeSynthetic: '作られた部分を含む合成',
  algorithmicallyEnhanced: 'プログラムで加工した写真',
  digitalCapture: 'カメラで撮ったもの',
  digitalCreation: '人がコンピューターで描いたもの',
};

const inputMarks: Readonly<Record<CarriedMark, string>> = {
  'iptc-trained': '学習したモデルが作ったもの',
  'iptc-composite': '画像から学習したモデルが作ったもの',
  'iptc-algorithmic': 'プログラムが作ったもの',
  'iptc-synthetic-composite': '作られた部分を含む合成',
  c2pa: 'Content Credentials',
  'sd-parameters': '生成ツールの設定',
  watermark: 'Ephemera の透かし',
  'no-ai-training': '学習禁止',
};
