// The shell on virtual time: a table of scripts with what they log, when, and how they end.
import { describe, expect, it } from 'vitest';
import { playProgram, processOf, type ProgramInput } from '../../../src/cluster/kubelet/shell/program.ts';
import { pi } from '../../../src/cluster/kubelet/shell/perl.ts';

const play = (argv: string[], more: Partial<ProgramInput> = {}) => playProgram({
  argv, image: 'busybox', env: { X: '1', JOB_COMPLETION_INDEX: '3' }, startedAt: Date.UTC(2026, 10, 23, 17, 7, 4), hostname: 'pi-abc', seed: 7, pid1: true, signals: [], files: {}, horizon: 600_000, ...more,
});
const sh = (text: string, more: Partial<ProgramInput> = {}) => play(['/bin/sh', '-c', text], more);
const said = (r: ReturnType<typeof play>) => r.logs.map((l) => `${l.at / 1000} ${l.line}`);

const table: [name: string, script: string, logs: string[], end: [seconds: number, code: number] | null][] = [
  ['the date after a sleep', 'sleep 30; date', ['30 Mon Nov 23 17:07:34 UTC 2026'], [30, 0]],
  ['exit codes', 'exit 3', [], [0, 3]],
  ['sleep takes fractions, minutes and several words', 'sleep 0.5 1m', [], [60.5, 0]],
  ['variables and their defaults', 'echo $X ${Y:-d} "${#X}" ${JOB_COMPLETION_INDEX%3}x', ['0 1 d 1 x'], [0, 0]],
  ['sums', 'echo $((1 + 2 * 3)) $(( X > 0 ? 7 : 8 ))', ['0 7 7'], [0, 0]],
  ['and, or, not', 'false && echo a || echo b; ! true; echo $?', ['0 b', '0 1'], [0, 0]],
  ['a for loop with sleeps', 'for i in 1 2 3; do echo $i; sleep 1; done', ['0 1', '1 2', '2 3'], [3, 0]],
  ['a while loop with a counter', 'i=0; while [ $i -lt 2 ]; do i=$((i+1)); sleep 2; done; exit $i', [], [4, 2]],
  ['until a file is there', 'until [ -f /tmp/x ]; do sleep 1; touch /tmp/x; done; echo ok', ['1 ok'], [1, 0]],
  ['if by completion index', 'if [ "$JOB_COMPLETION_INDEX" -eq 3 ]; then exit 42; else echo no; fi', [], [0, 42]],
  ['case', 'case $X in 0|2) echo a;; 1*) echo one;; *) echo d;; esac', ['0 one'], [0, 0]],
  ['double brackets', 'if [[ $X == 1 && 10 -gt 9 ]]; then echo yes; fi', ['0 yes'], [0, 0]],
  ['functions and return', 'f() { echo in $1; return 4; }; f x; echo $?', ['0 in x', '0 4'], [0, 0]],
  ['set -e ends at the first failure', 'set -e; echo a; false; echo b', ['0 a'], [0, 1]],
  ['set -e spares conditions', 'set -e; if false; then :; fi; false || true; echo b', ['0 b'], [0, 0]],
  ['command substitution', 'n=$(seq 3 | wc -l); echo "$n" `hostname`', ['0 3 pi-abc'], [0, 0]],
  ['a pipe into a read loop', 'seq 2 | while read n; do echo "<$n>"; done', ['0 <1>', '0 <2>'], [0, 0]],
  ['a here document', 'cat <<EOF\nhi $X\nEOF\necho end', ['0 hi 1', '0 end'], [0, 0]],
  ['files written and read', 'echo a > /d/x; echo b >> /d/x; cat /d/x; ls /d', ['0 a', '0 b', '0 x'], [0, 0]],
  ['output thrown away', 'echo a > /dev/null; echo b >&2; echo c 2>&1', ['0 b', '0 c'], [0, 0]],
  ['background jobs and wait', '(sleep 2; echo bg) & echo fg; wait; echo done', ['0 fg', '2 bg', '2 done'], [2, 0]],
  ['exec replaces the shell', 'exec sleep 4; echo never', [], [4, 0]],
  ['timeout', 'timeout 3 sleep 10; echo $?', ['3 124'], [3, 0]],
  ['an exit trap', 'trap "echo bye" EXIT; sleep 1; exit 5', ['1 bye'], [1, 5]],
  ['printf uses its format again', 'printf "%s-%02d\\n" a 5 b 6', ['0 a-05', '0 b-06'], [0, 0]],
  ['no newline at the end is still a line', 'echo -n a; sleep 1; echo b; printf c', ['1 ab', '1 c'], [1, 0]],
  ['a syntax error is the shell\'s exit 2', 'if true; then echo a', ['0 sh: syntax error: "fi" expected'], [0, 2]],
  ['a program that is not interpreted takes five seconds and says so', 'python train.py && echo ok', ['0 [simulated] python train.py: takes 5 s, exits 0', '5 ok'], [5, 0]],
  ['a loop that never lets time pass hangs', 'while :; do :; done', [], null],
  ['sleep infinity', 'sleep infinity', [], null],
];

describe('a script on virtual time', () => {
  it.each(table)('%s', (_, script, logs, end) => {
    const r = sh(script);
    expect(said(r)).toEqual(logs);
    expect(r.end && [r.end.at / 1000, r.end.code]).toEqual(end);
  });
});

describe('SIGTERM', () => {
  const at5 = { signals: [{ at: 5300, signal: 'TERM' }], horizon: 60_000 };
  it('is ignored by PID 1 without a handler', () => expect(sh('sleep 100', at5).end).toBeNull());
  it('ends a process that is not PID 1', () => expect(sh('sleep 100', { ...at5, pid1: false }).end).toEqual({ at: 5300, code: 143 }));
  it('waits for the foreground command before the trap runs', () => {
    const r = sh('trap "echo bye; exit 0" TERM; while true; do sleep 2; done', at5);
    expect([said(r), r.end]).toEqual([['6 bye'], { at: 6000, code: 0 }]);
  });
  it('interrupts wait at once', () => {
    const r = sh('trap "echo bye; exit 7" TERM; sleep 100 & wait $!', at5);
    expect([said(r), r.end]).toEqual([['5.3 bye'], { at: 5300, code: 7 }]);
  });
  it('stops a server', () => {
    const r = play(processOf({ image: 'nginx:1.27' }), { ...at5, image: 'nginx:1.27' });
    expect([said(r), r.end]).toEqual([['0 [simulated] nginx: serves until it is stopped'], { at: 5300, code: 0 }]);
  });
  it('can be ignored', () => expect(sh('trap "" TERM; sleep 10', at5).end).toEqual({ at: 10_000, code: 0 }));
});

describe('a longer horizon plays the same run further', () => {
  it('for a loop without end', () => {
    const script = 'while true; do echo x; sleep 10; done';
    const short = sh(script, { horizon: 35_000 }), long = sh(script, { horizon: 95_000 });
    expect([short.logs.length, long.logs.length, short.complete, short.end]).toEqual([4, 10, false, null]);
    expect(long.logs.slice(0, 4)).toEqual(short.logs);
  });
});

describe('a program that never ends', () => {
  it('is followed for a while, and still hears its signal', () => {
    const r = sh('trap "echo bye; exit 0" TERM; while true; do sleep 1; done', { signals: [{ at: 400_000_000, signal: 'TERM' }], horizon: 500_000_000 });
    expect([said(r), r.end]).toEqual([['400000 bye'], { at: 400_000_000, code: 0 }]);
  });
});

describe('programs', () => {
  it('perl prints π to 2000 digits', () => {
    const r = play(['perl', '-Mbignum=bpi', '-wle', 'print bpi(2000)']);
    expect(r.logs[0]!.line).toMatch(/^3\.14159265358979323846264338327950288419716939937510\d+$/);
    expect(r.logs[0]!.line).toHaveLength(2001);
  });
  it('π is rounded in its last digit', () => expect([pi(1), pi(5), pi(10)]).toEqual(['3', '3.1416', '3.141592654']));
  it('bash arrays by completion index, as in the Indexed Job task', () => {
    expect(said(play(['bash', '-c', 'items=(foo bar baz qux xyz)\necho ${items[$JOB_COMPLETION_INDEX]} > /input/data.txt; rev /input/data.txt']))).toEqual(['0 xuq']);
  });
  const py: [string, string, string[], [number, number]][] = [
    ['an index that fails, as in the task on back-off limits per index', 'import os, sys\nprint("Hello world")\nif int(os.environ.get("JOB_COMPLETION_INDEX")) % 2 == 1:\n  sys.exit(1)\n', ['0 Hello world'], [0, 1]],
    ['an index that decides, as in the task on success policies', 'import os, sys\nif os.environ.get("JOB_COMPLETION_INDEX") == "3":\n  sys.exit(0)\nelse:\n  sys.exit(1)', [], [0, 0]],
    ['sleeps and loops', 'import time\nfor i in range(2):\n    print(f"step {i + 1}", flush=True)\n    time.sleep(1.5)', ['0 step 1', '1.5 step 2'], [3, 0]],
    ['an exception', 'raise ValueError("no")', ['0 Traceback (most recent call last):', '0 ValueError: no'], [0, 1]],
    ['several statements in a line', 'import sys; x = 2; x += 3; print("x", x); sys.exit(x)', ['0 x 5'], [0, 5]],
    ['more than is understood is passed over', 'def f():\n  pass\nf()', ['0 [simulated] python -c def f(): pass f(): takes 5 s, exits 0'], [5, 0]],
  ];
  it.each(py)('python: %s', (_, code, logs, end) => {
    const r = play(['python', '-c', code]);
    expect([said(r), [r.end!.at / 1000, r.end!.code]]).toEqual([logs, end]);
  });
  it('the same seed gives the same chance', () => expect(sh('echo $RANDOM').logs).toEqual(sh('echo $RANDOM').logs));
  it('args alone are the process', () => expect(processOf({ image: 'busybox', args: ['/bin/sh', '-c', 'date'] })).toEqual(['/bin/sh', '-c', 'date']));
});

describe('any text', () => {
  const tokens = ['if', 'then', 'fi', 'else', 'for', 'i', 'in', 'do', 'done', 'while', 'case', 'esac', 'x)', ';;', '(', ')', '{', '}', '((', '))', '[[', ']]', '$x', '${x:-y}', '$(', '`', '"', "'", '$((', '1+2', 'echo', 'sleep 1', 'exit 3', '&&', '|', '&', ';', '\n', '<<EOF\n', 'EOF\n', '> /f', '< /f', 'a=(1 2)', '${a[@]}', 'trap "kill $$" TERM', 'kill $$', 'wait', 'read x', 'f()', 'f', 'break', 'eval', 'true', 'until', '!', '$RANDOM', '${'];
  it('is played or refused, and never throws nor hangs (seed 20261123)', () => {
    let seed = 20261123, played = 0;
    const next = (n: number) => { seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff; return seed % n; };
    for (let n = 0; n < 1500; n++) {
      const script = Array.from({ length: 1 + next(14) }, () => tokens[next(tokens.length)]).join(next(5) ? ' ' : '');
      const r = sh(script, { horizon: 60_000, signals: [{ at: 3000, signal: 'TERM' }] });
      expect(r.logs.length, script).toBeLessThan(400_000);
      if (r.end?.code === 0) played++;
    }
    expect(played).toBeGreaterThan(50);
  });
  it('a handler that signals itself comes to an end', () => expect(sh('trap "kill $$" TERM; kill $$').end).toEqual({ at: 0, code: 2 }));
});
