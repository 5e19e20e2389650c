import { getContext, setContext } from 'svelte';
import { en, type Messages } from './en';

/** The language in use. Components read `i18n.t.key`, so a change of language redraws them. */
export class I18n {
  t: Messages = $state.raw(en);
}

const key = Symbol('messages');

export function provideMessages(i18n: I18n): void {
  setContext(key, i18n);
}

export function useMessages(): I18n {
  return getContext<I18n>(key);
}
