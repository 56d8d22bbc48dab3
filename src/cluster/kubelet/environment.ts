// The environment and the files that a container starts with.
import type { Container, Pod } from '../../api/types.ts';
import type { ContainerRecord, PodRecord } from './record.ts';

const serviceEnv: Record<string, string> = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443', KUBERNETES_PORT: 'tcp://10.96.0.1:443' };

/** env of the manifest with the downward API filled in. References to ConfigMaps and Secrets are empty: there are none. */
export function environmentOf(pod: Pod, c: Container, ip: string, node: string): Record<string, string> {
  const env: Record<string, string> = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOSTNAME: pod.spec.hostname ?? pod.metadata.name, ...(pod.spec['enableServiceLinks'] === false ? {} : serviceEnv), HOME: '/root' };
  for (const v of c.env ?? []) {
    const path = v.valueFrom?.fieldRef?.fieldPath;
    if (path !== undefined) env[v.name] = fieldOf(pod, path, ip, node);
    else if (v.valueFrom?.['resourceFieldRef']) env[v.name] = resourceOf(c, v.valueFrom['resourceFieldRef'] as { resource?: string });
    else env[v.name] = expandReferences(v.value ?? '', env);
  }
  return env;
}

function fieldOf(pod: Pod, path: string, ip: string, node: string): string {
  const keyed = /^metadata\.(annotations|labels)\['([^']+)'\]$/.exec(path);
  if (keyed) return (keyed[1] === 'annotations' ? pod.metadata.annotations : pod.metadata.labels)?.[keyed[2]!] ?? '';
  switch (path) {
    case 'metadata.name': return pod.metadata.name;
    case 'metadata.namespace': return pod.metadata.namespace ?? 'default';
    case 'metadata.uid': return pod.metadata.uid ?? '';
    case 'spec.nodeName': return node;
    case 'spec.serviceAccountName': return pod.spec.serviceAccountName ?? 'default';
    case 'status.podIP': case 'status.podIPs': return ip;
    default: return '';
  }
}
function resourceOf(c: Container, ref: { resource?: string }): string {
  const [list, name] = (ref.resource ?? '').split('.');
  return (list === 'limits' ? c.resources?.limits : c.resources?.requests)?.[name ?? ''] ?? '0';
}

/** $(NAME) in command, args and values; $$(NAME) stays as $(NAME); an unknown name is left as it is. */
export const expandReferences = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replace(/\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g, (all, name: string | undefined) => (name === undefined ? '$' : (env[name] ?? all)));

type Mount = { name?: unknown; mountPath?: unknown };
const mountsOf = (c: Container): { volume: string; path: string }[] =>
  ((c.volumeMounts ?? []) as Mount[]).filter((m) => typeof m.name === 'string' && typeof m.mountPath === 'string').map((m) => ({ volume: m.name as string, path: (m.mountPath as string).replace(/\/$/, '') }));

/** Files in the Pod's shared volumes, seen from this container's mounts. */
export function startFiles(p: PodRecord, c: ContainerRecord): Record<string, string> {
  const files: Record<string, string> = {};
  for (const m of mountsOf(c.spec)) for (const [k, v] of Object.entries(p.files)) if (k.startsWith(`${m.volume}:`)) files[m.path + k.slice(m.volume.length + 1)] = v;
  return files;
}
/** The shared volumes after a container's end, as `volume:/path` → text. */
export function endFiles(p: PodRecord, c: ContainerRecord): Readonly<Record<string, string>> {
  const mounts = mountsOf(c.spec), after = c.program?.run.files;
  if (mounts.length === 0 || !after) return p.files;
  const files: Record<string, string> = {};
  for (const [k, v] of Object.entries(p.files)) if (!mounts.some((m) => k.startsWith(`${m.volume}:`))) files[k] = v;
  for (const m of mounts) for (const [path, v] of Object.entries(after)) if (path.startsWith(`${m.path}/`)) files[`${m.volume}:${path.slice(m.path.length)}`] = v;
  return files;
}
