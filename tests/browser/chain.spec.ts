// One Pod's whole chain through the picture, event by event: every hop is seen on its way, in order, and nothing teleports.
import { expect, test } from '@playwright/test';

/** What the picture shows at one moment: messages on their way, keys of the queue, stages that are lit, Pods by state. */
type Moment = { flights: string[]; keys: string[]; stages: string[]; lamps: string[]; pods: string[]; caption: string };

const hops: [string, (m: Moment, pod: string) => boolean][] = [
  ['the API server answers kubectl that there is no such Job yet', (m) => m.flights.includes('reply kube-apiserver>kubectl Job/default/paral-1')],
  ['the request is decoded', (m) => m.stages.includes('decode')],
  ['then filled in', (m) => m.stages.includes('default')],
  ['then validated', (m) => m.stages.includes('validate')],
  ['then admitted', (m) => m.stages.includes('admit')],
  ['then goes to etcd', (m) => m.flights.includes('txn kube-apiserver>etcd Job/default/paral-1')],
  ['a watch carries it to the Job controller', (m) => m.flights.includes('watch kube-apiserver>job-controller Job/default/paral-1')],
  ['a handler sees it', (m) => m.lamps.includes('addJob')],
  ['its key is in a worker’s hand', (m) => m.keys.includes('hand default/paral-1')],
  ['the reconcile decides', (m) => m.stages.includes('decide')],
  ['the Job controller asks for the Pod', (m) => m.flights.some((f) => f.startsWith('request job-controller>kube-apiserver Pod/default/paral-1-'))],
  ['the Pod goes to etcd', (m, pod) => m.flights.includes(`txn kube-apiserver>etcd ${pod}`)],
  ['watches tell the scheduler', (m, pod) => m.flights.includes(`watch kube-apiserver>kube-scheduler ${pod}`)],
  ['and the Job controller, which expected it', (m) => m.lamps.includes('addPod')],
  ['the scheduler binds it', (m, pod) => m.flights.includes(`request kube-scheduler>kube-apiserver ${pod}`)],
  ['a watch tells the kubelet of its node', (m, pod) => m.flights.some((f) => f.startsWith('watch kube-apiserver>kubelet/') && f.endsWith(pod))],
  ['the kubelet reports its status', (m, pod) => m.flights.some((f) => /^request kubelet\//.test(f) && f.endsWith(pod))],
  ['it runs', (m, pod) => m.pods.includes(`running ${pod}`)],
  ['the Job controller hears of it', (m) => m.lamps.includes('updatePod')],
  ['and writes the Job’s status', (m) => m.flights.includes('request job-controller>kube-apiserver Job/default/paral-1')],
];

test('one Pod is followed from the YAML to its status', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./');
  await expect(page.getByTestId('first-play')).toBeVisible();
  const events = async () => Number(await page.getByTestId('clock').getAttribute('data-events'));
  const seen: Moment[] = [];
  while (seen.length < 600 && !(seen.some((m) => m.pods.some((p) => p.startsWith('running'))) && hops.at(-1)![1](seen.at(-1)!, ''))) {
    const before = await events();
    await page.getByTestId('step-event').click();
    // The first step applies the manifest too, which is an event of its own and shown for itself; then one click is one moment.
    await expect.poll(events, { intervals: [5, 10, 20, 50] }).toBeGreaterThan(Math.max(before, 1));
    seen.push(await page.getByTestId('diagram').evaluate(async (d) => {
      // The clock may be a frame ahead of the picture.
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const all = (selector: string) => [...d.querySelectorAll(selector)];
      const attr = (el: Element, name: string) => el.getAttribute(name) ?? '';
      return {
        flights: all('[data-flight]').map((f) => `${attr(f, 'data-shape')} ${attr(f, 'data-ends')} ${attr(f, 'data-subject')}`),
        keys: all('g.key').map((k) => `${attr(k, 'data-state')} ${attr(k, 'data-key')}`),
        stages: all('.now text').map((t) => t.textContent ?? ''), lamps: all('g.lamp.on text').map((t) => t.textContent ?? ''),
        pods: all('g.pod').map((p) => `${attr(p, 'data-state')} ${attr(p, 'data-part')}`),
        caption: document.querySelector('[data-testid="caption"]')?.textContent ?? '',
      };
    }));
  }
  const pod = seen.flatMap((m) => m.pods).find((p) => p.startsWith('running'))!.slice('running '.length);
  let at = 0;
  for (const [what, holds] of hops) {
    const found = seen.findIndex((m, i) => i >= at && holds(m, pod));
    expect(found, what).toBeGreaterThanOrEqual(at);
    at = found;
  }
});
