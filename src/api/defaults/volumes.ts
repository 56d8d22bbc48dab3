// Defaults of volumes. Models SetDefaults_Volume and the volume sources of pkg/apis/core/v1/defaults.go.
import { pullPolicy } from './image.ts';
import { roundedUp } from './resources.ts';

type Plain = Record<string, unknown>;
type File = Plain & { fieldRef?: Plain };

/** What is not set gets its default; `by` holds the defaults. */
const filled = (source: Plain, by: Plain): Plain => ({ ...source, ...Object.fromEntries(Object.entries(by).filter(([k]) => source[k] === undefined || source[k] === '')) });
export const fieldRef = (ref: Plain): Plain => filled(ref, { apiVersion: 'v1' });
const files = (source: Plain): Plain => (source.items ? { ...source, items: (source.items as File[]).map((f) => (f.fieldRef ? { ...f, fieldRef: fieldRef(f.fieldRef) } : f)) } : source);
const readable = 0o644;

function projection(source: Plain): Plain {
  const out = { ...source };
  if (out.downwardAPI) out.downwardAPI = files(out.downwardAPI as Plain);
  if (out.serviceAccountToken) out.serviceAccountToken = filled(out.serviceAccountToken as Plain, { expirationSeconds: 3600 });
  return out;
}
function claim(source: Plain): Plain {
  const template = source.volumeClaimTemplate as { spec: Plain & { resources?: Plain } } | undefined;
  if (!template) return source;
  const { resources = {} } = template.spec;
  return { volumeClaimTemplate: { ...template, spec: { ...filled(template.spec, { volumeMode: 'Filesystem' }), resources: roundedUp(resources as never) } } };
}
const withMode = (source: Plain): Plain => filled(source, { defaultMode: readable });
const bySource: Readonly<Record<string, (source: Plain) => Plain>> = {
  secret: withMode, configMap: withMode, downwardAPI: (s) => withMode(files(s)), projected: (s) => withMode({ ...s, sources: (s.sources as Plain[] | null)?.map(projection) ?? null }),
  hostPath: (s) => filled(s, { type: '' }), ephemeral: claim, image: (s) => filled(s, { pullPolicy: pullPolicy(s.reference as string) }), iscsi: (s) => filled(s, { iscsiInterface: 'default' }),
  rbd: (s) => filled(s, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }), azureDisk: (s) => filled(s, { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false }), scaleIO: (s) => filled(s, { storageMode: 'ThinProvisioned', fsType: 'xfs' }),
};
export function volume(raw: Plain): Plain {
  const out: Plain = Object.keys(raw).length === 1 ? { ...raw, emptyDir: {} } : { ...raw };
  for (const [kind, defaults] of Object.entries(bySource)) if (out[kind]) out[kind] = defaults(out[kind] as Plain);
  return out;
}
