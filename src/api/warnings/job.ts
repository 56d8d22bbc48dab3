// Warnings that the API server sends with an accepted write of a Job or CronJob. Models WarningsOnCreate and WarningsOnUpdate of pkg/registry/batch and pkg/api/job/warnings.go.
import type { CronJob, Job } from '../types.ts';
import { dnsLabel } from '../validation/names.ts';
import { podTemplateWarnings } from './pod.ts';

const completionsSoftMax = 100_000;
const parallelismSoftMax = 10_000;
const specOf = (o: Job | CronJob) => (o.kind === 'Job' ? { spec: o.spec, at: 'spec' } : { spec: o.spec.jobTemplate.spec, at: 'spec.jobTemplate.spec' });

function ofSpec(o: Job | CronJob): string[] {
  const { spec, at } = specOf(o);
  const many = spec.completionMode === 'Indexed' && (spec.completions ?? 0) > completionsSoftMax && (spec.parallelism ?? 0) > parallelismSoftMax;
  const out = many ? [`${at}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`] : [];
  return [...out, ...podTemplateWarnings(spec.template, `${at}.template`)];
}
export function creationWarnings(o: Job | CronJob): string[] {
  const wrong = dnsLabel(o.metadata.name);
  const name = wrong.length === 0 ? [] : [`metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${wrong.join(' ')}]`];
  return [...name, ...ofSpec(o)];
}
/** The spec is looked at again only where it changed. */
export function updateWarnings(o: Job | CronJob, old: Job | CronJob): string[] {
  const out = o.metadata.generation === old.metadata.generation ? [] : ofSpec(o);
  if (o.kind === 'CronJob' && o.spec.schedule.includes('TZ')) out.push('cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details');
  return out;
}
