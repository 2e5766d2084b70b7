/** One step of a path, absolute: cubic curves have their two handles first. */
export type PathStep =
  | { readonly op: 'M' | 'L'; readonly x: number; readonly y: number }
  | { readonly op: 'C'; readonly points: readonly [number, number, number, number, number, number] }
  | { readonly op: 'Z' };

const argumentCounts: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, A: 7, Z: 0 };
const tokens = /[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/g;

interface Pen {
  x: number;
  y: number;
  startX: number;
  startY: number;
}

/** Quarter turns or less as cubic curves: handles at 4/3 tan(θ/4) of the radius. */
function arcSteps(pen: Pen, [rx = 0, ry = 0, , large = 0, sweep = 0, x = 0, y = 0]: readonly number[]): PathStep[] {
  const [dx, dy] = [(pen.x - x) / 2 / rx, (pen.y - y) / 2 / ry];
  const half = Math.hypot(dx, dy);
  if (!(half > 0) || rx === 0 || ry === 0) return [{ op: 'L', x, y }];
  const scale = Math.max(1, half);
  const [a, b] = [rx * scale, ry * scale];
  const length = half / scale;
  const side = (large === sweep ? -1 : 1) * (Math.sqrt(Math.max(0, 1 - length * length)) / length);
  const [ux, uy] = [dx / scale, dy / scale];
  const centre = { x: (pen.x + x) / 2 + side * uy * a, y: (pen.y + y) / 2 - side * ux * b };
  const from = Math.atan2((pen.y - centre.y) / b, (pen.x - centre.x) / a);
  let turn = Math.atan2((y - centre.y) / b, (x - centre.x) / a) - from;
  if (sweep === 1 && turn <= 0) turn += 2 * Math.PI;
  if (sweep === 0 && turn >= 0) turn -= 2 * Math.PI;
  const parts = Math.max(1, Math.ceil(Math.abs(turn) / (Math.PI / 2) - 1e-9));
  const step = turn / parts;
  const handle = (4 / 3) * Math.tan(step / 4);
  return Array.from({ length: parts }, (_, k): PathStep => {
    const [start, end] = [from + k * step, from + (k + 1) * step];
    const at = (angle: number, slope: number): [number, number] => [
      centre.x + a * (Math.cos(angle) - slope * Math.sin(angle)),
      centre.y + b * (Math.sin(angle) + slope * Math.cos(angle)),
    ];
    return { op: 'C', points: [...at(start, handle), ...at(end, -handle), ...at(end, 0)] };
  });
}

function take(pen: Pen, command: string, numbers: readonly number[]): PathStep[] {
  const upper = command.toUpperCase();
  const [dx, dy] = command === upper ? [0, 0] : [pen.x, pen.y];
  const [first = 0, second = 0] = numbers;
  const moved = (x: number, y: number): { x: number; y: number } => {
    [pen.x, pen.y] = [x, y];
    return { x, y };
  };
  switch (upper) {
    case 'M': {
      const place = moved(first + dx, second + dy);
      [pen.startX, pen.startY] = [place.x, place.y];
      return [{ op: 'M', ...place }];
    }
    case 'L':
      return [{ op: 'L', ...moved(first + dx, second + dy) }];
    case 'H':
      return [{ op: 'L', ...moved(first + dx, pen.y) }];
    case 'V':
      return [{ op: 'L', ...moved(pen.x, first + dy) }];
    case 'C': {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers.map((value, k) => value + (k % 2 === 0 ? dx : dy));
      moved(e, f);
      return [{ op: 'C', points: [a, b, c, d, e, f] }];
    }
    case 'A': {
      const ends = [...numbers.slice(0, 5), (numbers[5] ?? 0) + dx, (numbers[6] ?? 0) + dy];
      const steps = arcSteps(pen, ends);
      moved(ends[5] ?? 0, ends[6] ?? 0);
      return steps;
    }
    default:
      moved(pen.startX, pen.startY);
      return [{ op: 'Z' }];
  }
}

/** The steps of a path: lines and cubic curves only, as PDF has them. Arcs must not be turned. @throws {RangeError} for what it does not know. */
export function stepsOfPath(d: string): PathStep[] {
  const words = d.match(tokens) ?? [];
  const pen: Pen = { x: 0, y: 0, startX: 0, startY: 0 };
  const steps: PathStep[] = [];
  let command = '';
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    if (/[a-zA-Z]/.test(word)) {
      command = word;
      at += 1;
    } else if (command === 'M' || command === 'm') command = command === 'M' ? 'L' : 'l';
    const count = argumentCounts[command.toUpperCase()];
    if (count === undefined) throw new RangeError(`A path can’t have ${command || word}.`);
    steps.push(...take(pen, command, words.slice(at, at + count).map(Number)));
    at += count;
    if (count === 0 && at < words.length && !/[a-zA-Z]/.test(words[at] ?? '')) throw new RangeError('Numbers after Z.');
  }
  return steps;
}
