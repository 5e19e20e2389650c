import type { TrustMessages } from './en-trust';

export const arTrust: TrustMessages = {
  testIt: 'اختبر',
  promiseSealed: 'مختومة: لا شبكة حتى إعادة التحميل',

  offline: 'العمل دون اتصال',
  offlineHint:
    'يحفظ ملفات هذا الموقع والنموذج المختار على هذا الجهاز لتُفتح الصفحة دون شبكة. وهي واحدة للجميع. وتلحق بها الصورة الشخصية بعد أول استعمال.',
  offlineWorking: (percent) => `يجري الجلب: ${percent} %`,
  offlineTrouble: {
    impossible: 'لا يسمح هذا المتصفح للصفحة بالعمل دون اتصال هنا (يلزم https وService Worker).',
    'not-kept': 'تعذّر حفظ كل الملفات: لم يُجب المضيف، أو لا مساحة لدى المتصفح. ولم يتغير شيء آخر.',
    busy: 'يجري صنع صورة شخصية أو مقطع. أنهه أو اخرج منه أولًا، ثم اختم.',
    'not-sealed': 'تعذّر ختم الصفحة. أعد التحميل وحاول ثانية.',
  },

  sealTitle: 'اختم هذه الصفحة',
  sealText:
    'يقطع الصفحة عن الشبكة حتى تعيد تحميلها. لا تتصل الصفحة بشيء، ولا عمّالها إلا بملفات محفوظة على هذا الجهاز، ويرفض Service Worker ما عدا ذلك. ويستمر صنع الصور. ويُشغَّل معه «العمل دون اتصال».',
  sealRun: 'اختم',
  sealWorking: 'يجري الختم…',
  sealDone: 'خُتمت. لا يُجلب شيء ولا يُرسل حتى تعيد التحميل.',
  sealLimits:
    'ما لا يُقطع: رابط تنقره، وإضافاتك، والمتصفح نفسه الذي قد يبحث عن نسخة أحدث من هذا الموقع (sw.js) دون أن يرسل شيئًا.',

  storedApp: (files, megabytes) => `ملفات هذا الموقع: ${files} (${megabytes} ميغابايت)`,
  storedAppRemove: 'أزل ملفات هذا الموقع',

  requests: 'طلبات هذه الصفحة',
  requestsHint: 'عناوين ملفات هذا الموقع فقط. «من هنا»: موجود على هذا الجهاز أصلًا ولم يُطلب من المضيف شيء.',
  requestsSum: (requests, megabytes) => `الطلبات: ${requests}، ومن المضيف ${megabytes} ميغابايت`,
  requestsBy: { page: 'الصفحة', worker: 'عامل', 'service-worker': 'Service Worker' },
  requestsWhy: {
    page: 'الصفحة نفسها',
    script: 'التطبيق',
    style: 'مظهره',
    runtime: 'يشغّل النماذج',
    model: 'نموذج',
    list: 'قائمة النماذج',
    settings: 'إعدادات المضيف',
    icon: 'أيقونة',
    other: 'ليس من التطبيق',
  },
  requestsFrom: { device: 'من هنا', refused: 'مرفوض' },
  kilobytes: (value) => `${value} كيلوبايت`,

  memory: {
    characters: 'الأحرف التي كتبتها',
    photos: 'صورك الفوتوغرافية',
    pictures: 'الصور',
    clips: 'المقاطع',
    bytes: 'الكل، بالميغابايت',
    models: 'النماذج المفتوحة (واحدة للجميع)، بالميغابايت',
    workers: 'العمّال',
    addresses: 'عناوين التنزيلات',
  },

  wipedOpen: 'ما الذي مُحي',
  wipedTitle: 'ما الذي مُحي',
  wipedLead: 'عُدّ في ذاكرة هذه الصفحة قبل المحو وبعده.',
  wipedWhat: 'ماذا',
  wipedBefore: 'قبل',
  wipedNow: 'الآن',
  wipedLimits: 'الملفات التي نزّلتها لك وتبقى. وتبقى ملفات النماذج حتى تزيلها في «الخصوصية».',

  checkTitle: 'افحص هذه النسخة',
  checkText:
    'اختر ملف build-manifest.json لإصدار حصلت عليه من مكان آخر. تجلب الصفحة كل ملف من ملفاتها وتقارنه بتلك القائمة.',
  checkChoose: 'اختر قائمة',
  checkRunning: (done, all) => `الملف ${done} من ${all}`,
  checkSame: (files) => `كل الملفات (${files}) مطابقة للقائمة.`,
  checkDiffers: (files) => `ملفات تخالف القائمة: ${files}.`,
  checkWhat: {
    missing: 'غير مقدَّم هنا',
    changed: 'محتواه مختلف',
    'not-listed': 'ليس في القائمة',
  },
  checkUnreadable: 'هذا الملف ليس قائمة بناء لـ Ephemera.',
  checkFailed: 'تعذّرت قراءة قائمة ملفات هذه النسخة.',
  checkSealed: 'الصفحة مختومة: أعد تحميلها لفحص هذه النسخة.',
  checkLimits:
    'المضيف الذي يكذب قد يكذب هنا أيضًا: قد يرسل إلى هذه الصفحة شيفرة أخرى تقول إن كل شيء سليم. أما «npm run verify» على حاسوب آخر بقائمة من مكان آخر فاختبار أقوى.',

  leakStops: {
    closed: 'إزالته عند فتح الصفحة',
    absent: 'غيابه عن هذا المتصفح',
    'struck-out': 'المتصفح، إذ لا يأخذ من صفحة عنوان إبلاغ',
  },

  policies: 'الخصوصية والقواعد والحقوق',
};
