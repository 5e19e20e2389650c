import type { CarriedMark } from '../../contract/inspection';
import type { Messages } from './en';

export const arInspect: Messages['inspect'] = {
  open: 'افحص ملفًا',
  title: 'الفحص',
  intro: 'ما العلامات التي تحملها صورة أو مقطع، وماذا تقول؟ يُقرأ الملف في هذه الصفحة ولا يذهب إلى أي مكان.',
  file: 'صورة أو مقطع للفحص',
  choose: 'اختر ملفًا',
  drop: 'اختر ملفًا أو أفلته هنا',
  working: 'جارٍ القراءة…',
  failed: 'تعذرت قراءة هذا الملف. جرّب ملفًا آخر.',
  saysAi: 'يقول هذا الملف إن آلة صنعته كله أو بعضه.',
  saysNothing: 'لم يُعثر على علامة آلة. هذا لا يثبت شيئًا: فالعلامات تضيع أو تُنزع بسهولة.',
  unverified: 'هذا ما يقوله الملف عن نفسه، ولم يتحقق منه أحد.',
  saysUnknown: 'هذا نوع ملف لا يعرفه الفحص، فلم يمكن البحث عن علامات. أعطه صورة أو مقطع فيديو.',
  type: (type) => `نوع الملف: ${type}`,
  webm: 'لا مكان في WebM لبيانات اعتماد المحتوى (Content Credentials): يكتب Ephemera فيه نوع المصدر والعلامة المائية، دون بيانات اعتماد.',
  avif: 'في AVIF يكتب Ephemera العلامة المائية فقط: لا نوع مصدر ولا بيانات اعتماد المحتوى (Content Credentials).',
  finding: (finding): string => {
    switch (finding.kind) {
      case 'source-type':
        return `نوع المصدر في ${finding.from === 'c2pa' ? 'C2PA' : 'IPTC'}: ${sourceTypes[finding.term] ?? finding.term}`;
      case 'c2pa':
        return finding.generators.length > 0
          ? `بيانات اعتماد المحتوى (C2PA)، بقولها من ${finding.generators.join('، ')}. لم يُتحقق من التوقيع.`
          : 'بيانات اعتماد المحتوى (C2PA) لا تسمي برنامجًا. لم يُتحقق من التوقيع.';
      case 'generator':
        return `كتبه ${finding.tool} مع إعداداته:`;
      case 'creator-tool':
        return `صُنع باستخدام: ${finding.text}`;
      case 'description':
        return 'الوصف:';
      case 'no-ai-training':
        return 'يمنع مالكه استخدامه لتدريب النماذج.';
      case 'input-marks':
        return `صُنع من صورة كانت تحمل: ${finding.marks.map((mark) => inputMarks[mark]).join('، ')}`;
      case 'watermark':
        return 'يحمل علامة Ephemera المائية الخفية: صنعه نموذج. ولا تقول العلامة غير ذلك.';
      case 'oversized':
        return `يحمل علامة حجمها ${(finding.bytes / 2 ** 20).toFixed(1)} ميغابايت، أطول بكثير من أي علامة حقيقية. لم يُقرأ إلا أولها.`;
    }
  },
};

const sourceTypes: Readonly<Record<string, string>> = {
  trainedAlgorithmicMedia: 'صنعه نموذج مدرَّب',
  compositeWithTrainedAlgorithmicMedia: 'صنعه نموذج مدرَّب من صورة',
  algorithmicMedia: 'صنعه برنامج',
  compositeSynthetic: 'مركّب من أجزاء مصنوعة',
  algorithmicallyEnhanced: 'صورة عدّلها برنامج',
  digitalCapture: 'التُقط بكاميرا',
  digitalCreation: 'رسمه إنسان على حاسوب',
};

const inputMarks: Readonly<Record<CarriedMark, string>> = {
  'iptc-trained': 'صنعه نموذج مدرَّب',
  'iptc-composite': 'صنعه نموذج مدرَّب من صورة',
  'iptc-algorithmic': 'صنعه برنامج',
  'iptc-synthetic-composite': 'مركّب من أجزاء مصنوعة',
  c2pa: 'بيانات اعتماد المحتوى',
  'sd-parameters': 'إعدادات مولّد',
  watermark: 'علامة Ephemera المائية',
  'no-ai-training': 'التدريب ممنوع',
};
