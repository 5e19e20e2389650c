import type { CarriedMark } from '../../contract/inspection';
import type { Messages } from './en';

export const zhInspect: Messages['inspect'] = {
  open: '检查文件',
  title: '检查',
  intro: '图片或视频带有哪些标记，它们说明什么？文件只在此标签页中读取，不会发往任何地方。',
  file: '要检查的图片或视频',
  choose: '选择文件',
  drop: '选择一个，或拖放到这里',
  working: '正在读取…',
  failed: '无法读取此文件。请换一个试试。',
  saysAi: '此文件说明它全部或部分由机器制作。',
  saysNothing: '没有发现机器的标记。这不能证明什么：标记很容易丢失或被去除。',
  unverified: '这是文件自己的说法，没有人核实过。',
  saysUnknown: '这不是能够检查的文件类型，因此无法查找标记。请提供图片或视频。',
  type: (type) => `文件类型：${type}`,
  webm: 'WebM 没有存放内容凭证（Content Credentials）的位置：Ephemera 只写入来源类型和水印，不写入凭证。',
  avif: '在 AVIF 中，Ephemera 只写入水印，不写入来源类型和内容凭证（Content Credentials）。',
  finding: (finding): string => {
    switch (finding.kind) {
      case 'source-type':
        return `${finding.from === 'c2pa' ? 'C2PA' : 'IPTC'} 来源类型：${sourceTypes[finding.term] ?? finding.term}`;
      case 'c2pa':
        return finding.generators.length > 0
          ? `内容凭证（C2PA），自称来自 ${finding.generators.join('、')}。签名未经核实。`
          : '内容凭证（C2PA），未写明程序。签名未经核实。';
      case 'generator':
        return `由 ${finding.tool} 写入，附其设置：`;
      case 'creator-tool':
        return `制作工具：${finding.text}`;
      case 'description':
        return '说明：';
      case 'no-ai-training':
        return '所有者禁止将其用于训练模型。';
      case 'input-marks':
        return `由带有标记的图片制成：${finding.marks.map((mark) => inputMarks[mark]).join('、')}`;
      case 'watermark':
        return '带有 Ephemera 的隐形水印：由模型制作。此标记不说明其他内容。';
      case 'oversized':
        return `带有一个 ${(finding.bytes / 2 ** 20).toFixed(1)} MB 的标记，远长于任何真实标记，只读取了开头。`;
    }
  },
};

const sourceTypes: Readonly<Record<string, string>> = {
  trainedAlgorithmicMedia: '由训练过的模型制作',
  compositeWithTrainedAlgorithmicMedia: '由训练过的模型根据图片制作',
  algorithmicMedia: '由程序制作',
  compositeSynthetic: '拼合而成，含人造部分',
  algorithmicallyEnhanced: '由程序加工的照片',
  digitalCapture: '由相机拍摄',
  digitalCreation: '由人在电脑上绘制',
};

const inputMarks: Readonly<Record<CarriedMark, string>> = {
  'iptc-trained': '由训练过的模型制作',
  'iptc-composite': '由训练过的模型根据图片制作',
  'iptc-algorithmic': '由程序制作',
  'iptc-synthetic-composite': '拼合而成，含人造部分',
  c2pa: '内容凭证',
  'sd-parameters': '生成工具的设置',
  watermark: 'Ephemera 的水印',
  'no-ai-training': '禁止训练',
};
