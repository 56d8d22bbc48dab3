// Small text programs that read files or standard input and print: cat, grep, wc and their kin.
import { advance, complain, nextRandom, print, type Shell } from './machine.ts';
import { runWords } from './run.ts';

type Filter = (sh: Shell, args: string[]) => number;

/** The text a filter reads: the named files, else what is left of standard input. Null after an error. */
function input(sh: Shell, files: readonly string[], name: string): string | null {
  if (files.length === 0 || (files.length === 1 && files[0] === '-')) {
    const s = sh.stdin;
    if (!s) return '';
    const text = s.text.slice(s.at);
    s.at = s.text.length;
    return text;
  }
  let text = '';
  for (const f of files) {
    const body = f === '/dev/null' ? '' : f === '/etc/hostname' ? `${sh.input.hostname}\n` : f === '/proc/uptime' ? `${(sh.now / 1000).toFixed(2)} 0.00\n` : f === '/proc/sys/kernel/random/uuid' ? `${uuid(sh)}\n` : sh.shared.files.get(f);
    if (body === undefined) { complain(sh, `${name}: can't open '${f}': No such file or directory`); return null; }
    text += body;
  }
  return text;
}
function uuid(sh: Shell): string {
  const h = (): string => (nextRandom(sh) * 2).toString(16).padStart(4, '0');
  return `${h()}${h()}-${h()}-4${h().slice(1)}-a${h().slice(1)}-${h()}${h()}${h()}`;
}
const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
const operands = (args: readonly string[]): string[] => args.filter((a) => !/^-./.test(a));
const out = (sh: Shell, lines: readonly string[]): number => { if (lines.length > 0) print(sh, `${lines.join('\n')}\n`); return 0; };

/** A filter that works on all lines at once. `skip`: flags that take a value. */
function lineFilter(name: string, work: (lines: string[], args: readonly string[]) => string[], skip: readonly string[] = []): Filter {
  return (sh, args) => {
    const files = operands(args.filter((_, i) => !skip.includes(args[i - 1] ?? '')));
    const text = input(sh, files, name);
    return text === null ? 1 : out(sh, work(linesOf(text), args));
  };
}

const countOf = (args: readonly string[]): number => { const m = args.map((a) => /^-(?:n|c)?\+?(\d+)$/.exec(a)).find(Boolean); const at = args.findIndex((a) => a === '-n' || a === '-c'); return m ? Number(m[1]) : at >= 0 ? Number(args[at + 1]) : 10; };

function grep(sh: Shell, args: string[]): number {
  const flags = args.filter((a) => /^-[a-zA-Z]+$/.test(a)).join('');
  const [pattern = '', ...files] = operands(args);
  const text = input(sh, files, 'grep');
  if (text === null) return 2;
  let re: RegExp;
  try { re = new RegExp(flags.includes('F') ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : pattern, flags.includes('i') ? 'i' : ''); } catch { return 2; }
  const hits = linesOf(text).filter((l) => re.test(l) !== flags.includes('v'));
  if (flags.includes('c')) print(sh, `${hits.length}\n`);
  else if (flags.includes('o')) out(sh, hits.map((l) => re.exec(l)?.[0] ?? ''));
  else if (!flags.includes('q')) out(sh, hits);
  return hits.length > 0 ? 0 : 1;
}

function wc(sh: Shell, args: string[]): number {
  const text = input(sh, operands(args), 'wc');
  if (text === null) return 1;
  const lines = text.split('\n').length - 1, words = text.split(/\s+/).filter(Boolean).length;
  print(sh, args.includes('-l') ? `${lines}\n` : args.includes('-w') ? `${words}\n` : args.includes('-c') ? `${text.length}\n` : `${lines} ${words} ${text.length}\n`);
  return 0;
}

function cut(lines: string[], args: readonly string[]): string[] {
  const value = (flag: string): string | undefined => { const i = args.findIndex((a) => a.startsWith(flag)); return i < 0 ? undefined : args[i] === flag ? args[i + 1] : args[i]!.slice(2); };
  const d = value('-d') ?? '\t', f = value('-f'), c = value('-c');
  const range = (list: string, n: number): number[] => list.split(',').flatMap((r) => { const [a, b] = r.split('-'); const from = Number(a || 1), to = r.includes('-') ? Number(b || n) : from; return Array.from({ length: Math.max(0, Math.min(to, n) - from + 1) }, (_, i) => from + i - 1); });
  return lines.map((l) => { if (c) return range(c, l.length).map((i) => l[i]).join(''); const parts = l.split(d); return f && parts.length > 1 ? range(f, parts.length).map((i) => parts[i]).join(d) : l; });
}

function tr(sh: Shell, args: string[]): number {
  const set = (s: string): string[] => [...s.replace('[:upper:]', 'A-Z').replace('[:lower:]', 'a-z').replace('[:digit:]', '0-9').replace('[:space:]', ' \n\t').replace(/\\n/g, '\n').replace(/(.)-(.)/g, (_, a: string, b: string) => Array.from({ length: b.charCodeAt(0) - a.charCodeAt(0) + 1 }, (__, i) => String.fromCharCode(a.charCodeAt(0) + i)).join(''))];
  const words = operands(args), from = set(words[0] ?? ''), to = set(words[1] ?? '');
  const text = input(sh, [], 'tr') ?? '';
  print(sh, [...text].map((ch) => { const i = from.indexOf(ch); return i < 0 ? ch : args.includes('-d') ? '' : (to[Math.min(i, to.length - 1)] ?? ''); }).join(''));
  return 0;
}

/** sed 's/a/b/g' only. */
function sed(sh: Shell, args: string[]): number {
  const words = operands(args), script = words[0] ?? '';
  const m = /^s(.)((?:\\.|(?!\1).)*)\1((?:\\.|(?!\1).)*)\1(g?)$/.exec(script);
  const text = input(sh, words.slice(1), 'sed');
  if (text === null) return 1;
  if (!m) { print(sh, text); return 0; }
  try {
    const re = new RegExp(m[2]!.replace(/\\([()+?|])/g, '$1'), m[4]);
    return out(sh, linesOf(text).map((l) => l.replace(re, m[3]!.replace(/\$/g, '$$$$').replace(/\\(\d)/g, '$$$1').replace(/&/g, '$$&'))));
  } catch { return 1; }
}

/** awk '{print $n …}' only. */
function awk(sh: Shell, args: string[]): number {
  const words = operands(args.filter((_, i) => args[i - 1] !== '-F'));
  const m = /\{\s*print\s*([^}]*)\}/.exec(words[0] ?? '');
  const text = input(sh, words.slice(1), 'awk');
  if (text === null || !m) return text === null ? 1 : 0;
  const f = args.findIndex((a) => a.startsWith('-F')), sep = f < 0 ? /\s+/ : args[f] === '-F' ? args[f + 1]! : args[f]!.slice(2);
  return out(sh, linesOf(text).map((l) => { const parts = (sep instanceof RegExp ? l.trim() : l).split(sep); return m[1]!.trim() === '' ? l : m[1]!.split(',').map((e) => e.trim().replace(/\$NF/g, parts[parts.length - 1] ?? '').replace(/\$(\d+)/g, (_, n: string) => (n === '0' ? l : (parts[Number(n) - 1] ?? ''))).replace(/"/g, '')).join(' '); }));
}

export const filters: Record<string, Filter> = {
  grep, egrep: grep, fgrep: (sh, args) => grep(sh, ['-F', ...args]), wc, tr, sed, awk,
  cat: (sh, args) => { const text = input(sh, operands(args), 'cat'); if (text === null) return 1; print(sh, text); return 0; },
  head: lineFilter('head', (l, a) => l.slice(0, countOf(a)), ['-n', '-c']),
  tail: (sh, args) => {
    if (args.some((a) => /^-\w*[fF]/.test(a))) { advance(sh, Infinity, false); return 0; }
    return lineFilter('tail', (l, a) => l.slice(-countOf(a)), ['-n', '-c'])(sh, args);
  },
  tac: lineFilter('tac', (l) => [...l].reverse()),
  rev: lineFilter('rev', (l) => l.map((x) => [...x].reverse().join(''))),
  sort: lineFilter('sort', (l, a) => { const f = a.filter((x) => x.startsWith('-')).join(''); const s = [...l].sort((x, y) => (f.includes('n') ? Number(x) - Number(y) : x < y ? -1 : x > y ? 1 : 0)); const r = f.includes('r') ? s.reverse() : s; return f.includes('u') ? [...new Set(r)] : r; }, ['-k', '-t']),
  uniq: lineFilter('uniq', (l, a) => { const groups: { line: string; n: number }[] = []; for (const x of l) { const last = groups[groups.length - 1]; if (last?.line === x) last.n++; else groups.push({ line: x, n: 1 }); } return groups.map((g) => (a.includes('-c') ? `${String(g.n).padStart(7)} ${g.line}` : g.line)); }),
  cut: lineFilter('cut', cut, ['-d', '-f', '-c']),
  tee: (sh, args) => { const text = input(sh, [], 'tee') ?? ''; for (const f of operands(args)) if (!f.startsWith('/dev/')) sh.shared.files.set(f, (args.includes('-a') ? (sh.shared.files.get(f) ?? '') : '') + text); print(sh, text); return 0; },
  shuf: (sh, args) => {
    const at = args.indexOf('-i'), range = (at >= 0 ? args[at + 1] : args.find((a) => a.startsWith('-i'))?.slice(2))?.split('-').map(Number);
    const list = range ? Array.from({ length: Math.min(10_000, range[1]! - range[0]! + 1) }, (_, i) => String(range[0]! + i)) : linesOf(input(sh, [], 'shuf') ?? '');
    for (let i = list.length - 1; i > 0; i--) { const j = nextRandom(sh) % (i + 1); [list[i], list[j]] = [list[j]!, list[i]!]; }
    return out(sh, args.some((a) => a.startsWith('-n')) ? list.slice(0, countOf(args)) : list);
  },
  xargs: (sh, args) => { const words = (input(sh, [], 'xargs') ?? '').split(/\s+/).filter(Boolean); runWords(sh, [...(args.length > 0 ? args : ['echo']), ...words]); return sh.status; },
};
