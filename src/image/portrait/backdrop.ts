import { blank, mix, type Colour, type Painting } from './painting';
import { clamp, smoothstep } from './planes';

export type Backdrop = 'plain' | 'glow' | 'sunburst' | 'disc' | 'dots' | 'stripes';

/** What stands behind the person. `back` fills it, `accent` draws on it; `centre` as fractions of the side. */
export function paintBackdrop(
  side: number,
  kind: Backdrop,
  back: Colour,
  accent: Colour,
  centre: { readonly x: number; readonly y: number },
): Painting {
  const edge = 1 / side;
  const shapes: Record<Backdrop, (x: number, y: number) => Colour> = {
    plain: () => back,
    glow: (x, y) => mix(accent, back, smoothstep(0, 0.85, Math.hypot(x - centre.x, y - centre.y))),
    sunburst(x, y) {
      const dx = x - centre.x;
      const dy = y - centre.y;
      const radius = Math.hypot(dx, dy);
      const wave = Math.sin(Math.atan2(dy, dx) * 14);
      return mix(back, accent, clamp(0.5 + wave * (radius / (14 * edge))) * smoothstep(0, 0.15, radius));
    },
    disc: (x, y) => mix(accent, back, clamp((Math.hypot(x - 0.5, y - 0.47) - 0.39) / edge)),
    dots(x, y) {
      const cell = 1 / 16;
      const row = Math.floor(y / cell);
      const u = ((x / cell + (row % 2) / 2) % 1) - 0.5;
      const v = ((y / cell) % 1) - 0.5;
      return mix(accent, back, clamp((Math.hypot(u, v) * cell - cell * 0.2) / edge));
    },
    stripes(x, y) {
      const width = 1 / 14;
      const t = Math.abs((((x + y) / width) % 2) - 1) - 0.5;
      return mix(back, accent, clamp(0.5 + (t * width) / edge));
    },
  };
  return blank(side, shapes[kind]);
}
