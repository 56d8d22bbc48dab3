// Times as RFC 3339 has them, and what Go says of others. Models metav1.Time and time.Parse.
import { quote } from '../schedule/go.ts';

const layout = '2006-01-02T15:04:05Z07:00';
/** Pieces of the layout, what stands for each in a text, and what Go calls its range. */
const pieces: readonly { piece: string; shape: RegExp; range?: [number, number, string] }[] = [
  { piece: '2006', shape: /^\d{4}/ }, { piece: '-', shape: /^-/ }, { piece: '01', shape: /^\d{2}/, range: [1, 12, 'month'] }, { piece: '-', shape: /^-/ }, { piece: '02', shape: /^\d{2}/, range: [1, 31, 'day'] }, { piece: 'T', shape: /^T/ },
  { piece: '15', shape: /^\d{2}/, range: [0, 23, 'hour'] }, { piece: ':', shape: /^:/ }, { piece: '04', shape: /^\d{2}/, range: [0, 59, 'minute'] }, { piece: ':', shape: /^:/ }, { piece: '05', shape: /^\d{2}(?:[.,]\d+)?/, range: [0, 59, 'second'] }, { piece: 'Z07:00', shape: /^(?:Z|[+-]\d{2}:\d{2})/ },
];
const days = (year: number, month: number): number => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** null if the text is a time. */
export function timeError(text: string): string | null {
  let rest = text;
  const numbers: number[] = [];
  for (const { piece, shape, range } of pieces) {
    const m = shape.exec(rest);
    if (!m) return `parsing time ${quote(text)} as ${quote(layout)}: cannot parse ${quote(rest)} as ${quote(piece)}`;
    const value = Number.parseInt(m[0], 10);
    if (range && (value < range[0] || value > range[1])) return `parsing time ${quote(text)}: ${range[2]} out of range`;
    if (/^\d/.test(piece)) numbers.push(value);
    rest = rest.slice(m[0].length);
  }
  if (rest !== '') return `parsing time ${quote(text)}: extra text: ${quote(rest)}`;
  return numbers[2]! > days(numbers[0]!, numbers[1]!) ? `parsing time ${quote(text)}: day out of range` : null;
}
