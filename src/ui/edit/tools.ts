export const tools = ['brush', 'eraser', 'lasso', 'hand'] as const;
export type Tool = (typeof tools)[number];

export const mostZoom = 6;
