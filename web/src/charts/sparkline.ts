/** A line without axes, as SVG path data. */
export interface Sparkline {
  line: string;
  area: string;
  /** Where the last value lies, for a dot. */
  end: { x: number; y: number } | null;
}

const PADDING = 3;

/** Draws the values into a box; gaps (null) split the line. */
export function sparkline(values: readonly (number | null)[], width: number, height: number): Sparkline {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) {
    return { line: '', area: '', end: null };
  }
  const low = Math.min(...known);
  const high = Math.max(...known);
  const step = values.length > 1 ? (width - 2 * PADDING) / (values.length - 1) : 0;
  const y = (value: number) =>
    high === low ? height / 2 : height - PADDING - ((value - low) / (high - low)) * (height - 2 * PADDING);
  const runs: { x: number; y: number }[][] = [];
  let run: { x: number; y: number }[] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) {
      if (run.length > 0) {
        runs.push(run);
        run = [];
      }
    } else {
      run.push({ x: PADDING + index * step, y: y(value) });
    }
  }
  if (run.length > 0) {
    runs.push(run);
  }
  const draw = (points: { x: number; y: number }[]) =>
    points.map((point, index) => `${index === 0 ? 'M' : 'L'}${round(point.x)} ${round(point.y)}`).join('');
  const under = (points: { x: number; y: number }[]) => {
    const first = points[0];
    const last = points.at(-1);
    return first === undefined || last === undefined
      ? ''
      : `${draw(points)}L${round(last.x)} ${height}L${round(first.x)} ${height}Z`;
  };
  return { line: runs.map(draw).join(''), area: runs.map(under).join(''), end: runs.at(-1)?.at(-1) ?? null };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
