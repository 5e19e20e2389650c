import type { Layout } from './memory';
import type { Frame } from './read-prompt';

/** A layout made to fill the middle of a part of the canvas; what stands on something there stays where it is put. */
export function laidInto({ pastes }: Layout, frame: Frame): Layout {
  const laid = pastes.flatMap(({ grid, at }) => (grid !== undefined && at ? [{ grid, at }] : []));
  const [across, down] = ([0, 1] as const).map((c) => ({
    from: Math.min(...laid.map(({ at }) => at[c])),
    to: Math.max(...laid.map(({ grid, at }) => at[c] + grid)),
  })) as [Span, Span];
  const scale = frame.grid / Math.max(across.to - across.from, down.to - down.from);
  const moved = (value: number, { from, to }: Span, start: number) =>
    Math.round(start + frame.grid / 2 + (value - (from + to) / 2) * scale);
  return {
    pastes: pastes.map(({ slot, grid, at }) => ({
      slot,
      ...(grid !== undefined && { grid: Math.max(1, Math.round(grid * scale)) }),
      ...(at && { at: [moved(at[0], across, frame.at[0]), moved(at[1], down, frame.at[1])] as const }),
    })),
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}
