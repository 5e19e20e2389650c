import { namedError } from '../contract/errors';
import type { Pixels } from '../contract/pixels';
import type { SafetyVerdict } from '../contract/request';
import { enqueue } from './queue';
import { marksOfReference } from './reference';
import { toRequest } from './request';
import type { Session } from './session.svelte';
import type { Settings } from './settings';

/** What an axis of a grid may change. */
export const gridParameters = ['seed', 'numInferenceSteps', 'guidanceScale', 'strength'] as const;
export type GridParameter = (typeof gridParameters)[number];

export interface GridAxis {
  readonly parameter: GridParameter;
  /** As the visitor reads it. */
  readonly title: string;
  readonly values: readonly number[];
}

export const mostGridPictures = 64;
const mostValues = 12;

/** Numbers parted by commas or spaces; `a-b` and `a-b:step` stand for all between. Undefined when it is anything else. */
export function readValues(text: string): readonly number[] | undefined {
  const values: number[] = [];
  for (const part of text.split(/[\s,;]+/).filter((word) => word !== '')) {
    const range = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?$/.exec(part);
    if (range) {
      const [from, to, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? 1)];
      if (step <= 0 || to < from || (to - from) / step > mostValues) return undefined;
      for (let k = 0; from + k * step <= to + 1e-9; k++) values.push(Number((from + k * step).toFixed(4)));
    } else if (/^\d+(\.\d+)?$/.test(part)) {
      values.push(Number(part));
    } else {
      return undefined;
    }
  }
  return values.length > 0 && values.length <= mostValues ? values : undefined;
}

/** Draws every pair of values and lays them out as one labelled sheet. */
export function drawGrid(session: Session, x: GridAxis, y: GridAxis | undefined): Promise<void> {
  const { content, model } = session;
  const { prompt, negativePrompt, reference } = content;
  const carried = marksOfReference(content);
  const settings: Settings = { ...content.settings, numPictures: 1 };
  const rows = y?.values ?? [undefined];
  const cells = rows.flatMap((yValue) => x.values.map((xValue) => ({ xValue, yValue })));
  const done: Pixels[] = [];
  let safety: SafetyVerdict | undefined;
  return enqueue(session, {
    label: prompt.trim(),
    pictures: cells.length,
    async make(i, run) {
      if (cells.length > mostGridPictures) {
        throw namedError('BadRequestError', `a sheet has at most ${mostGridPictures} pictures`);
      }
      const { xValue, yValue } = cells[i]!;
      const own: Settings = { ...settings, [x.parameter]: xValue };
      if (y && yValue !== undefined) own[y.parameter] = yValue;
      const made = await run(toRequest({ prompt, negativePrompt, settings: own, reference }, model, 0));
      done.push(made.pixels);
      if (!safety?.flagged) safety = made.safety; // one flagged picture covers the sheet
      if (done.length < cells.length) return;
      session.addPicture(
        { pixels: sheet(done, x, y), ...(safety && { safety }) },
        {
          label: prompt.trim(),
          modelTitle: model.title,
          sourceType: reference ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia',
          carried,
        },
      );
    },
  });
}

/** How many pictures stand side by side: as many as there are values, but those of one axis alone make no long thin row. */
export function columnsOf(x: number, y: number | undefined): number {
  return y === undefined ? Math.ceil(x / Math.floor(Math.sqrt(x))) : x;
}

/** Pictures in rows, with the values of the axes beside them. */
function sheet(pictures: readonly Pixels[], x: GridAxis, y: GridAxis | undefined): Pixels {
  const [{ width: w, height: h }] = pictures as [Pixels];
  const gap = Math.round(w / 32);
  const text = Math.max(12, Math.round(w / 14));
  const left = y ? 6 * text : gap;
  const top = 2.6 * text;
  const columns = columnsOf(x.values.length, y?.values.length);
  const rows = Math.ceil(pictures.length / columns);
  /** One axis alone has a value over each picture, two have those of the first over the first row. */
  const labels = y ? 1 : rows;
  const width = Math.ceil(left + columns * (w + gap));
  const height = Math.ceil(labels * top + rows * (h + gap));
  const place = (i: number) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    return { x: left + column * (w + gap), y: Math.min(row + 1, labels) * top + row * (h + gap) };
  };
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!; // a new canvas has a 2D context
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#1f1b17';
  context.font = `${text}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  x.values.forEach((value, i) => {
    const { x: at, y: under } = place(i);
    context.fillText(`${x.title} ${value}`, at + w / 2, under - top / 2, w);
  });
  context.textAlign = 'right';
  y?.values.forEach((value, i) => {
    const middle = place(i * columns).y + h / 2;
    context.fillText(y.title, left - gap, middle - 0.7 * text, left - 2 * gap);
    context.fillText(String(value), left - gap, middle + 0.7 * text, left - 2 * gap);
  });
  pictures.forEach((picture, i) => {
    const at = place(i);
    const image = new ImageData(picture.data, picture.width, picture.height);
    context.putImageData(image, Math.round(at.x), Math.round(at.y));
  });
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
