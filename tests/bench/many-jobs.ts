// A thousand Jobs of ten Pods at once: the same run for Node and for the browser.
import { begin, finish, jobYaml, roomy } from './cluster.ts';

const text = Array.from({ length: 1000 }, (_, i) => jobYaml(`j${i}`, 10, 10)).join('---\n');

/** Milliseconds of each of so many runs, one after the other. */
export function manyJobs(times: number): number[] {
  return Array.from({ length: times }, () => {
    const began = performance.now();
    finish(begin(text, roomy, false));
    return performance.now() - began;
  });
}
