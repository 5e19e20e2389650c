import type { TermList } from './term-list';
import { arabic } from './terms/ar';
import { chinese } from './terms/zh';
import { english } from './terms/en';
import { french } from './terms/fr';
import { german } from './terms/de';
import { italian } from './terms/it';
import { japanese } from './terms/ja';
import { portuguese } from './terms/pt';
import { russian } from './terms/ru';
import { spanish } from './terms/es';

/** Every prompt is held against all of them: people mix languages. */
export const languages: readonly TermList[] = [
  english,
  german,
  french,
  spanish,
  portuguese,
  italian,
  russian,
  japanese,
  chinese,
  arabic,
];
