import type { TermList } from './term-list';
import { arabic } from './terms/ar';
import { chinese } from './terms/zh';
import { english } from './terms/en';
import { french } from './terms/fr';
import { german } from './terms/de';
import { japanese } from './terms/ja';
import { portuguese } from './terms/pt';
import { spanish } from './terms/es';

/** Every prompt is held against all of them: people mix languages. */
export const languages: readonly TermList[] = [english, german, french, spanish, portuguese, japanese, chinese, arabic];
