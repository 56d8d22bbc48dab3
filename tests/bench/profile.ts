// `npm run bench -- --profile NAME`: where the time of a simulator's bench goes, by what is handled and by function. What limits a figure is told by this.
import { Session, type Profiler } from 'node:inspector/promises';
import { clusterRules } from '../../src/cluster/wiring.ts';
import type { Payload } from '../../src/cluster/messages.ts';
import type { Bench } from './figure.ts';

type Spent = { times: number; ms: number };
const rows = (by: ReadonlyMap<string, Spent>, most: number): [string, Spent][] => [...by].sort((a, b) => b[1].ms - a[1].ms).slice(0, most);

function nameOf(kind: string, p: Payload): string {
  switch (p.type) {
    case 'request': return `${kind}: request ${p.request.call.verb} ${p.request.call.kind}`;
    case 'reply': return `${kind}: reply ${p.reply.call.verb} ${p.reply.call.kind}`;
    case 'watchEvent': return `${kind}: watch ${p.kind}`;
    case 'txn': return `${kind}: txn ${p.txn.key.split('/')[0]!}`;
    case 'txnDone': return `${kind}: txnDone ${p.ok ? p.object.kind : 'conflict'}`;
    case 'timer': return `${kind}: timer ${p.name}`;
    default: return `${kind}: ${p.type}`;
  }
}
/** Runs the bench with a clock around each handler; what the clock itself costs is in the sum. */
async function byEvent(bench: Bench): Promise<string> {
  const by = new Map<string, Spent>();
  const undo: (() => void)[] = [];
  for (const [kind, def] of clusterRules.defs) {
    const own = def.handle as (...args: unknown[]) => void;
    const timed = (state: unknown, event: { payload: Payload }, ctx: unknown) => {
      const began = performance.now();
      own.call(def, state, event, ctx);
      const name = nameOf(kind, event.payload);
      let spent = by.get(name);
      if (!spent) by.set(name, spent = { times: 0, ms: 0 });
      spent.times++;
      spent.ms += performance.now() - began;
    };
    def.handle = timed as never;
    undo.push(() => { def.handle = own as never; });
  }
  await bench.run();
  for (const put of undo) put();
  const sum = [...by.values()].reduce((all, s) => ({ times: all.times + s.times, ms: all.ms + s.ms }), { times: 0, ms: 0 });
  return [`${sum.times.toLocaleString('en-US')} events, ${sum.ms.toFixed(0)} ms in their handlers; the costliest:`,
    ...rows(by, 24).map(([name, s]) => `${((s.ms / sum.ms) * 100).toFixed(1).padStart(5)} %  ${((s.ms / s.times) * 1000).toFixed(2).padStart(6)} µs × ${String(s.times).padStart(7)}  ${name}`)].join('\n');
}

function bySelf(profile: Profiler.Profile): string {
  const names = new Map(profile.nodes.map((n) => [n.id, n.callFrame.functionName || `(at line ${n.callFrame.lineNumber + 1})`]));
  const by = new Map<string, Spent>();
  let all = 0;
  profile.samples!.forEach((id, i) => {
    const name = names.get(id)!;
    const ms = profile.timeDeltas![i]! / 1000;
    const spent = by.get(name) ?? { times: 0, ms: 0 };
    by.set(name, { times: spent.times + 1, ms: spent.ms + ms });
    all += ms;
  });
  return ['by function, itself only:', ...rows(by, 30).map(([name, s]) => `${((s.ms / all) * 100).toFixed(1).padStart(5)} %  ${name}`)].join('\n');
}
async function byFunction(bench: Bench): Promise<string> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  await bench.run();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return bySelf(profile);
}

export async function profileOf(bench: Bench): Promise<string> {
  const functions = await byFunction(bench);
  return `${bench.name}\n\n${await byEvent(bench)}\n\n${functions}`;
}
