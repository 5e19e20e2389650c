import type { TrustMessages } from './en-trust';

export const zhTrust: TrustMessages = {
  testIt: '验证',
  promiseSealed: '已封闭：刷新前不联网',

  offline: '离线使用',
  offlineHint:
    '把本站自己的文件和所选模型保存在本设备上，没有网络也能打开页面。它们对每个人都一样。肖像功能用过一次后也会加入。',
  offlineWorking: (percent) => `正在获取：${percent} %`,
  offlineTrouble: {
    impossible: '此浏览器不允许页面在这里离线使用（需要 https 和 Service Worker）。',
    'not-kept': '未能保存全部文件：服务器没有回应，或浏览器空间不足。其他都没有改变。',
    busy: '正在制作肖像或短片。请先完成或离开，再封闭。',
    'not-sealed': '未能封闭此标签页。请刷新后重试。',
  },

  sealTitle: '封闭此标签页',
  sealText:
    '在你刷新之前切断此标签页的网络。页面不能连接任何地方，它的工作线程只能读取保存在本设备上的文件，Service Worker 拒绝其余一切。仍可制作图片。会打开“离线使用”。',
  sealRun: '封闭',
  sealWorking: '正在封闭…',
  sealDone: '已封闭。刷新之前，什么也取不到，什么也发不出。',
  sealLimits:
    '切不断的：你点击的链接、你的扩展，以及浏览器本身，它可能查看本站是否有新版本（sw.js）,但不发送任何内容。',

  storedApp: (files, megabytes) => `本站自己的文件：${files} 个（${megabytes} MB）`,
  storedAppRemove: '移除本站自己的文件',

  requests: '此标签页的请求',
  requestsHint: '只有本站文件的地址。“本机”：已在本设备上，没有向服务器请求任何东西。',
  requestsSum: (requests, megabytes) => `${requests} 个请求，从服务器取得 ${megabytes} MB`,
  requestsBy: { page: '页面', worker: '工作线程', 'service-worker': 'Service Worker' },
  requestsWhy: {
    page: '页面本身',
    script: '应用',
    style: '外观',
    runtime: '运行模型',
    model: '模型',
    list: '模型列表',
    settings: '服务器设置',
    icon: '图标',
    other: '不属于应用',
  },
  requestsFrom: { device: '本机', refused: '已拒绝' },
  kilobytes: (value) => `${value} KB`,

  memory: {
    characters: '你输入的字符',
    photos: '你的照片',
    pictures: '图片',
    clips: '短片',
    bytes: '合计（MB）',
    models: '已打开的模型（对每个人都一样）(MB)',
    workers: '工作线程',
    addresses: '下载地址',
  },

  lookLabel: '查找你输入的内容',
  lookRun: '查找',
  lookHint:
    '在浏览器为本站保存的全部内容、此标签页的每个请求、其地址、标题和历史记录条目中查找。常用词本来就在模型文件里，而模型文件对每个人都一样：请用整句话，或别人不会写的词。想确认查找有效，可以查“onnx”。',
  lookNot: (places, megabytes) => `在 ${places} 处（${megabytes} MB）都没有找到。`,
  lookFound: '出现在：',
  memoryHint: '先生成一张图片，再按“全部忘记”或刷新：每一行都会变成 0。',

  wipedOpen: '清除了什么',
  wipedTitle: '清除了什么',
  wipedLead: '清除前后，在此标签页的内存中计数。',
  wipedWhat: '项目',
  wipedBefore: '之前',
  wipedNow: '现在',
  wipedLimits: '你下载的文件属于你，会保留。模型文件会保留，直到你在“隐私”中移除。',

  checkTitle: '检查此副本',
  checkText: '选择你从别处得到的某个发行版的 build-manifest.json。页面会逐一取得自己的文件并与该列表比较。',
  checkChoose: '选择清单',
  checkRunning: (done, all) => `第 ${done} 个文件，共 ${all} 个`,
  checkSame: (files) => `全部 ${files} 个文件都与清单一致。`,
  checkDiffers: (files) => `${files} 个文件与清单不同。`,
  checkWhat: {
    missing: '这里没有提供',
    changed: '内容不同',
    'not-listed': '不在清单中',
  },
  checkUnreadable: '该文件不是 Ephemera 的构建清单。',
  checkFailed: '无法读取此副本的文件列表。',
  checkSealed: '标签页已封闭：请刷新后再检查此副本。',
  checkLimits:
    '说谎的服务器在这里也能说谎：它可以发给此页面别的代码，让它说一切正常。在另一台电脑上用别处得来的清单运行“npm run verify”，才是更有力的检验。',

  leakStops: {
    closed: '页面打开时已移除',
    absent: '此浏览器没有该功能',
    'struck-out': '浏览器不接受页面给出的报告地址',
  },

  policies: '隐私、规则、权利',
};
