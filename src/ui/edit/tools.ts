export const tools = ['brush', 'eraser', 'lasso', 'hand'] as const;
export type Tool = (typeof tools)[number];

export const mostZoom = 6;

/** Which way an arrow key leads, in x and y. */
export const steps = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
} as const;
