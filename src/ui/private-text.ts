import type { HTMLTextareaAttributes } from 'svelte/elements';

/** For every text field: browsers may otherwise store what is typed, or send it away to be checked. */
export const privateText: Partial<HTMLTextareaAttributes> = {
  autocomplete: 'off',
  spellcheck: false,
  ...({ autocorrect: 'off', writingsuggestions: 'false' } as object), // attributes that Svelte's types do not have yet
};
