/** How a motion spreads over its time. */
export const easingNames = ['linear', 'smooth', 'gentle', 'snap'] as const;

export type EasingName = (typeof easingNames)[number];

const easings: Readonly<Record<EasingName, (t: number) => number>> = {
  linear: (t) => t,
  // Perlin's smoothstep and smootherstep: no speed (and, for the second, no push) at either end.
  smooth: (t) => t * t * (3 - 2 * t),
  gentle: (t) => t * t * t * (t * (t * 6 - 15) + 10),
  snap: (t) => (t < 0.5 ? 8 * t ** 4 : 1 - 8 * (1 - t) ** 4),
};

/** Maps 0…1 to 0…1, rising, 0 to 0 and 1 to 1; what lies outside is held at the ends. */
export function ease(name: EasingName, t: number): number {
  return easings[name](Math.min(1, Math.max(0, t)));
}
