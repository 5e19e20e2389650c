/** Attached to a canvas: draws anew what the browser's graphics process took with it when it ended. */
export const redrawn = (draw: () => void) => (canvas: HTMLCanvasElement) => {
  canvas.addEventListener('contextrestored', draw);
  return () => canvas.removeEventListener('contextrestored', draw);
};
