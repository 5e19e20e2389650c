/** Where the camera is: what it looks at (0…1 of the picture's sides), how near (1: the whole picture), how turned. */
export interface Shot {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** Radians, clockwise. */
  readonly turn: number;
}

export type SimpleMove = 'zoom' | 'pan' | 'turn' | 'sway';

/**
 * The shot at time `t`, 0…1, already eased. The picture fills the frame at every moment: the nearness always covers
 * what the turn and the distance from the middle would lay bare. A loop comes back to where it began, at rest.
 */
export function shotAt(move: SimpleMove, t: number, reach: number, loop: boolean): Shot {
  // There and back at rest at both ends, in place of there.
  const way = loop ? (1 - Math.cos(2 * Math.PI * t)) / 2 : t;
  const swing = loop ? Math.sin(2 * Math.PI * t) : 2 * t - 1;
  switch (move) {
    case 'zoom':
      return { x: 0.5, y: 0.5, zoom: (1 + reach) ** way, turn: 0 };
    case 'pan': {
      const zoom = 1 + reach * 0.6;
      return { x: 0.5 + swing * room(zoom), y: 0.5, zoom, turn: 0 };
    }
    case 'turn': {
      // A loop goes round once; otherwise up to a quarter turn. √2 covers the corners.
      const turn = loop ? 2 * Math.PI * t : (reach * Math.PI * way) / 2;
      return { x: 0.5, y: 0.5, zoom: covering(loop ? Math.PI / 4 : Math.min(turn, Math.PI / 4)), turn };
    }
    case 'sway': {
      const turn = swing * reach * 0.15;
      const zoom = covering(reach * 0.15) * (1 + reach * 0.15);
      const aside = room(zoom / covering(reach * 0.15));
      return { x: 0.5 + swing * aside, y: 0.5 + Math.sin(4 * Math.PI * t) * aside * 0.5, zoom, turn };
    }
  }
}

/** How far the middle may move before the frame leaves the picture. */
const room = (zoom: number) => Math.max(0, 0.5 - 0.5 / zoom);

/** The nearness at which a square turned by `angle` still lies inside the picture. */
const covering = (angle: number) => Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle));
