import { getContext, setContext } from 'svelte';
import { languageCodes, type Language } from '../../contract/preferences';
import { partMissing } from '../part';
import { en, type Messages } from './en';

/** Every language there is, by its own name; all but English arrive when they are asked for. */
export const languages = {
  en: { name: 'English', load: async () => en },
  de: { name: 'Deutsch', load: async () => (await import('./de')).de },
  fr: { name: 'Français', load: async () => (await import('./fr')).fr },
  es: { name: 'Español', load: async () => (await import('./es')).es },
  pt: { name: 'Português', load: async () => (await import('./pt')).pt },
  ja: { name: '日本語', load: async () => (await import('./ja')).ja },
  zh: { name: '简体中文', load: async () => (await import('./zh')).zh },
  ar: { name: 'العربية', load: async () => (await import('./ar')).ar },
} satisfies Record<Language, { name: string; load: () => Promise<Messages> }>;

/** The first of the visitor's languages that is here. */
export function preferredLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const code = languageCodes.find((candidate) => candidate === tag.toLowerCase().split('-')[0]);
    if (code) return code;
  }
  return 'en';
}

/** The language in use. Components read `i18n.t.key`, so a change of language redraws them. */
export class I18n {
  t: Messages = $state.raw(en);
  language: Language = $state.raw('en');

  /** For times and numbers: as the visitor's region writes them in this language, in the digits of the rest of the page. */
  get locale(): string {
    const tag = navigator.languages.find((candidate) => candidate.split('-')[0] === this.language) ?? this.language;
    return `${tag}-u-nu-latn`;
  }

  /** Loads a language and turns the page to it: words, `lang` and reading direction. Stays as it is when that fails. */
  async use(language: Language): Promise<void> {
    const messages = await languages[language].load().catch(() => void dispatchEvent(new Event(partMissing)));
    if (!messages) return;
    this.t = messages;
    this.language = language;
    const { documentElement } = document;
    documentElement.lang = language === 'zh' ? 'zh-Hans' : language;
    documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  }
}

const key = Symbol('messages');

export function provideMessages(i18n: I18n): void {
  setContext(key, i18n);
}

export function useMessages(): I18n {
  return getContext<I18n>(key);
}
