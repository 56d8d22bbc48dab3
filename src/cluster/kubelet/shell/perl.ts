// The one Perl program that every Job tutorial runs: π with bignum. Any other Perl is passed over.
import { advance, complain, print, type Shell } from './machine.ts';

/** Roughly what bpi(2000) takes on a small machine, in ms: grows with the square of the digits. */
const bpiMillis = (digits: number): number => Math.max(200, Math.round((digits / 2000) ** 2 * 4000));

const known = new Map<number, string>();

/** π with so many significant digits, rounded in the last one as Math::BigFloat's bpi(n) is (Machin's formula). */
export function pi(digits: number): string {
  const before = known.get(digits);
  if (before) return before;
  const guard = 10n, places = BigInt(digits - 1);
  const unity = 10n ** (places + guard);
  const arctan = (x: bigint): bigint => {
    let term = unity / x, sum = term, sign = -1n;
    for (let n = 3n; term !== 0n; n += 2n, sign = -sign) { term /= x * x; sum += (sign * term) / n; }
    return sum;
  };
  const value = 4n * (4n * arctan(5n) - arctan(239n));
  const half = 10n ** guard / 2n;
  const rounded = String((value + half) / 10n ** guard);
  const text = digits === 1 ? rounded : `${rounded.slice(0, 1)}.${rounded.slice(1)}`;
  known.set(digits, text);
  return text;
}

/** perl [-Mbignum=bpi] -wle "print bpi(n)", `print "text"`, `exit n`, `sleep n`. */
export function perl(sh: Shell, args: string[]): number {
  const at = args.findIndex((a) => /^-\w*e$/.test(a));
  const code = at >= 0 ? (args[at + 1] ?? '') : '';
  const newline = /l/.test(args[at] ?? '') || args.some((a) => /^-\w*l/.test(a)) ? '\n' : '';
  for (const statement of code.split(';').map((s) => s.trim()).filter(Boolean)) {
    if (sh.flow) return 0;
    const bpi = /^print\s+bpi\((\d+)\)$/.exec(statement), said = /^print\s+(?:"([^"]*)"|'([^']*)')$/.exec(statement), exit = /^exit\s*\(?\s*(\d+)\s*\)?$/.exec(statement), sleep = /^sleep\s*\(?\s*(\d+)\s*\)?$/.exec(statement);
    if (bpi) {
      const digits = Math.min(Math.max(Number(bpi[1]), 1), 20_000);
      advance(sh, bpiMillis(digits), false);
      if (!sh.flow) print(sh, pi(digits) + newline);
    } else if (said) print(sh, (said[1] ?? said[2] ?? '').replace(/\\n/g, '\n') + newline);
    else if (sleep) advance(sh, Number(sleep[1]) * 1000, false);
    else if (exit) return Number(exit[1]) & 255;
    else return unknown(sh);
  }
  return code === '' ? unknown(sh) : 0;
}

function unknown(sh: Shell): number {
  complain(sh, '[simulated] perl: this program is not interpreted; takes 5 s, exits 0');
  advance(sh, 5000, false);
  return 0;
}
