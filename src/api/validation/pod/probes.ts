// Probes and lifecycle hooks. Models validateProbe, validateHandler and validateLifecycle of pkg/apis/core/validation.
import type { Container, Probe } from '../../types.ts';
import { eachInvalid, forbidden, invalid, nonnegative, notSupported, required, type FieldError } from '../errors.ts';
import { headerName, portName, portNumber } from '../names.ts';

type Http = { path?: string; port: number | string; scheme?: string; httpHeaders?: { name: string }[] };
type Handler = { exec?: { command?: string[] }; httpGet?: Http; tcpSocket?: { port: number | string }; grpc?: { port: number }; sleep?: { seconds: number } };

const port = (value: number | string, field: string): FieldError[] => eachInvalid(typeof value === 'number' ? portNumber(value) : portName(value), field, value);
const http = (a: Http, field: string): FieldError[] => [
  ...(a.path ? [] : [required(`${field}.path`)]), ...port(a.port, `${field}.port`),
  ...(['HTTP', 'HTTPS'].includes(a.scheme ?? '') ? [] : [notSupported(`${field}.scheme`, a.scheme ?? '', ['HTTP', 'HTTPS'])]),
  ...(a.httpHeaders ?? []).flatMap((h) => eachInvalid(headerName(h.name), `${field}.httpHeaders`, h.name)),
];
function sleep(seconds: number, grace: number | undefined, field: string): FieldError[] {
  if (grace === undefined || (seconds >= 0 && seconds <= grace)) return [];
  return [invalid(field, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`)];
}
const kinds = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;
/** Only the first kind of handler is looked into; each further one is one too many. */
function handler(h: Handler, grace: number | undefined, field: string): FieldError[] {
  const given = kinds.filter((k) => h[k] !== undefined);
  const [first, ...others] = given;
  const more = others.map((k) => forbidden(`${field}.${k}`, 'may not specify more than 1 handler type'));
  switch (first) {
    case undefined: return [required(field, 'must specify a handler type')];
    case 'exec': return [...(h.exec!.command?.length ? [] : [required(`${field}.exec.command`)]), ...more];
    case 'httpGet': return [...http(h.httpGet!, `${field}.httpGet`), ...more];
    case 'tcpSocket': return [...port(h.tcpSocket!.port, `${field}.tcpSocket.port`), ...more];
    case 'grpc': return [...port(h.grpc!.port, `${field}.grpc.port`), ...more];
    default: return [...sleep(h.sleep!.seconds, grace, `${field}.sleep`), ...more];
  }
}
function probe(p: Probe | undefined, field: string, readiness: boolean): FieldError[] {
  if (!p) return [];
  const { exec, httpGet, tcpSocket, grpc } = p as Handler;
  const out = handler({ ...(exec ? { exec } : {}), ...(httpGet ? { httpGet } : {}), ...(tcpSocket ? { tcpSocket } : {}), ...(grpc ? { grpc } : {}) }, undefined, field);
  for (const k of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const) out.push(...nonnegative(p[k], `${field}.${k}`));
  const grace = p.terminationGracePeriodSeconds as number | undefined;
  if (grace !== undefined && grace <= 0) out.push(invalid(`${field}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  if (readiness && grace !== undefined) out.push(invalid(`${field}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
  if (!readiness && p.successThreshold !== 1) out.push(invalid(`${field}.successThreshold`, p.successThreshold ?? 0, 'must be 1'));
  return out;
}
function lifecycle(c: Container, grace: number | undefined, field: string): FieldError[] {
  const { postStart, preStop } = (c.lifecycle ?? {}) as { postStart?: Handler; preStop?: Handler };
  return [...(postStart ? handler(postStart, grace, `${field}.postStart`) : []), ...(preStop ? handler(preStop, grace, `${field}.preStop`) : [])];
}
/** Of a container that keeps running: a main one or a sidecar. `grace`: the Pod's, in seconds. */
export const probesAndHooks = (c: Container, grace: number | undefined, at: string): FieldError[] => [
  ...lifecycle(c, grace, `${at}.lifecycle`), ...probe(c.livenessProbe, `${at}.livenessProbe`, false), ...probe(c.readinessProbe, `${at}.readinessProbe`, true), ...probe(c.startupProbe, `${at}.startupProbe`, false),
];
/** A plain init container has none of them. */
export const noProbesNorHooks = (c: Container, at: string): FieldError[] => (['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const)
  .filter((k) => c[k] !== undefined).map((k) => forbidden(`${at}.${k}`, 'may not be set for init containers without restartPolicy=Always'));
