import { safetyLevels, type SafetyLevel } from '../contract/host';
import type { RuleId } from '../contract/refusals';
import { rules } from '../safety/policy/rules';

/** The rules that hold at a host's level. */
export function refusedHere(level: SafetyLevel): readonly RuleId[] {
  return rules
    .filter(({ from }) => from === 'always' || safetyLevels.indexOf(from) <= safetyLevels.indexOf(level))
    .map(({ id }) => id);
}
