/** How much a host refuses. `open`: only what is always refused; `standard`: also sexual content, cruelty, hatred, self-harm; `strict`: for all ages. */
export const safetyLevels = ['open', 'standard', 'strict'] as const;
export type SafetyLevel = (typeof safetyLevels)[number];

/** What `host.json` at the site's root may say. Everything is optional there; this is what the app works with. */
export interface HostConfig {
  readonly level: SafetyLevel;
  readonly pictureCheck: {
    /** Probability from which a picture counts as explicit, 0…1. It can be made stricter than `mostThreshold`, not laxer. */
    readonly threshold: number;
    /** Whether a visitor who says to be an adult may look at a blurred picture. Never for photos of people. */
    readonly revealForAdults: boolean;
  };
  /** Where people can write about this copy: a mail address or a page. Empty: no line is shown. */
  readonly contact: string;
  /** The host's own sentence under the content rules. Shown as plain text. */
  readonly contentRules: string;
}

/** The laxest picture threshold that a host may set. */
export const mostThreshold = 0.95;

export const defaultHostConfig: HostConfig = {
  level: 'standard',
  pictureCheck: { threshold: 0.7, revealForAdults: true },
  contact: '',
  contentRules: '',
};

/**
 * `host.json` as the app uses it: what is missing is the default, what is wrong is refused with the place and the
 * permitted values, so that a typing mistake never quietly loosens a rule.
 * @throws Error naming the field.
 */
export function readHostConfig(json: unknown): HostConfig {
  const root = objectAt(json, 'host.json');
  allowOnly(root, ['$schema', 'level', 'pictureCheck', 'contact', 'contentRules'], 'host.json');
  const check = objectAt(root['pictureCheck'] ?? {}, 'pictureCheck');
  allowOnly(check, ['threshold', 'revealForAdults'], 'pictureCheck');
  const level = safetyLevels.find((known) => known === (root['level'] ?? defaultHostConfig.level));
  if (!level) throw new Error(`host.json: level must be one of ${safetyLevels.join(', ')}.`);
  const threshold = check['threshold'] ?? defaultHostConfig.pictureCheck.threshold;
  if (typeof threshold !== 'number' || !(threshold > 0 && threshold <= mostThreshold)) {
    throw new Error(`host.json: pictureCheck.threshold must be a number above 0 and at most ${mostThreshold}.`);
  }
  const revealForAdults = check['revealForAdults'] ?? defaultHostConfig.pictureCheck.revealForAdults;
  if (typeof revealForAdults !== 'boolean')
    throw new Error('host.json: pictureCheck.revealForAdults must be true or false.');
  return {
    level,
    pictureCheck: { threshold, revealForAdults },
    contact: textAt(root, 'contact'),
    contentRules: textAt(root, 'contentRules'),
  };
}

function objectAt(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${place} must be an object.`);
  return value as Record<string, unknown>; // checked: a plain object's values are unknown
}

function allowOnly(object: Record<string, unknown>, names: readonly string[], place: string): void {
  const stranger = Object.keys(object).find((name) => !names.includes(name));
  if (stranger !== undefined) throw new Error(`${place} has no field called ${stranger}; it has ${names.join(', ')}.`);
}

function textAt(object: Record<string, unknown>, name: 'contact' | 'contentRules'): string {
  const value = object[name] ?? defaultHostConfig[name];
  if (typeof value !== 'string' || value.length > 2000)
    throw new Error(`host.json: ${name} must be text of at most 2000 letters.`);
  return value;
}
