import type { TimeLeft } from '../../session/time-left';
import { span } from '../format';
import type { I18n } from '../messages/messages.svelte';

export function timeLeftWords({ ms, isMost }: TimeLeft, { t, locale }: I18n): string {
  const words = span(ms, locale);
  return isMost ? t.statusTimeAtMost(words) : t.statusTimeLeft(words);
}
