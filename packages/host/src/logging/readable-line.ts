import { styleText } from 'node:util';
import { plainText as plain } from './plain-text.ts';

type Style = 'gray' | 'cyan' | 'yellow' | 'red';

const levelStyles: ReadonlyMap<string, Style> = new Map([
  ['trace', 'gray'],
  ['debug', 'gray'],
  ['info', 'cyan'],
  ['warn', 'yellow'],
  ['error', 'red'],
  ['fatal', 'red'],
]);

/** Fields that every line has, or that say nothing to a person at the console. */
const hiddenFields = new Set(['level', 'time', 'msg']);

/**
 * One line of JSON log as a person reads it: `14:03:07 info  message  key=value`. Text from outside cannot move the
 * cursor, change colours or begin a line of its own. A line that is not JSON comes back escaped.
 */
export function readableLine(json: string, color: boolean): string {
  const record = parseRecord(json);
  if (record === null) return plain(json.trimEnd());
  const level = typeof record['level'] === 'string' ? record['level'] : 'info';
  const time = typeof record['time'] === 'string' ? localTime(record['time']) : '--:--:--';
  const message = typeof record['msg'] === 'string' ? plain(record['msg']) : '';
  const fields = Object.entries(record)
    .filter(([key]) => !hiddenFields.has(key) && key !== 'err')
    .map(([key, value]) => `${plain(key)}=${fieldText(value)}`)
    .join(' ');
  const problem = errorText(record['err']);
  const head = `${paint('gray', time, color)} ${paint(levelStyles.get(level) ?? 'cyan', level.padEnd(5), color)} ${message}`;
  return [head, fields === '' ? '' : paint('gray', fields, color), problem].filter((part) => part !== '').join('  ');
}

function parseRecord(json: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : null;
  } catch {
    return null;
  }
}

function paint(style: Style, text: string, color: boolean): string {
  return color ? styleText(style, text, { validateStream: false }) : text;
}

/** The clock of the person's own time zone: it is compared with the one on the wall. */
function localTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '--:--:--' : date.toTimeString().slice(0, 8);
}

function fieldText(value: unknown): string {
  if (typeof value === 'string') return /^[\w./:@+-]+$/.test(value) ? value : plain(JSON.stringify(value));
  return plain(JSON.stringify(value) ?? 'undefined');
}

function errorText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const stack = 'stack' in error && typeof error.stack === 'string' ? error.stack : JSON.stringify(error);
  return `\n${stack
    .split('\n')
    .map((line) => `    ${plain(line)}`)
    .join('\n')}`;
}
