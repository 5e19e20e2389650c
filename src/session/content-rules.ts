import { safetyLevels, type SafetyLevel } from '../contract/host';
import { rules, type Rule } from '../safety/policy/rules';

/** The rules that hold at a host's level. */
export function refusedHere(level: SafetyLevel): readonly Pick<Rule, 'title' | 'reason'>[] {
  return rules.filter(({ from }) => from === 'always' || safetyLevels.indexOf(from) <= safetyLevels.indexOf(level));
}
