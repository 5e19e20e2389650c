import type { RefusalId } from '../../contract/refusals';

export const zhRefusals: Readonly<Record<RefusalId, string>> = {
  minors: '涉及未成年人的性内容：这些词合在一起可能指 18 岁以下者的性内容。这里绝不制作，任何设置都不允许。',
  undressing: '脱去照片中人的衣服：人的照片在这里绝不会被脱衣或性化，无论是谁。任何设置都不允许。',
  sexual: '性内容与裸露：此 Ephemera 副本不制作。',
  violence: '残忍暴力：此 Ephemera 副本不制作残忍、酷刑或肢体残害的图片。',
  hate: '仇恨：此 Ephemera 副本不制作针对人的仇恨符号或文字。',
  'self-harm':
    '自我伤害：此 Ephemera 副本不制作自杀或自我伤害的图片。如果这与你有关：和你信任的人或当地的求助热线谈谈会有帮助。',
  mature: '成人题材：此 Ephemera 副本设为适合所有年龄：没有武器、血或暴露的衣服。',
  'nude-photo': '人的裸露：图片检查把这张照片或由它制作的内容认作裸露。检查会出错；请换一种风格或一张照片。',
  'explicit-film': '露骨的画面：图片检查把影片的一帧认作露骨内容。检查会出错；请换一些词或换一个种子。',
};
