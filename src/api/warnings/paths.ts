// Two files of one volume at one path. Models warningsForOverlappingVirtualPaths of pkg/api/pod/warnings.go.
import { quote } from '../schedule/go.ts';

type Items = { items?: { path: string }[] };
type Volume = { name: string; configMap?: Items & { name?: string }; secret?: Items & { secretName?: string }; downwardAPI?: Items; projected?: { sources?: Source[] | null } };
type Source = { configMap?: Items & { name?: string }; secret?: Items & { name?: string }; downwardAPI?: Items; serviceAccountToken?: { path: string }; clusterTrustBundle?: { path: string; name?: string; signerName?: string } };

const pathsOf = (s: Items | undefined): string[] | null => s?.items?.map((i) => i.path) ?? null;
function overlap(paths: readonly string[], what: string): string[] {
  const seen = new Set<string>();
  return paths.flatMap((raw) => {
    const path = raw.replace(/\/+$/, '');
    const hit = path === '' ? undefined : [...seen].find((o) => o !== '' && (o === path || `${o}/`.startsWith(path) || `${path}/`.startsWith(o)));
    seen.add(path);
    return hit === undefined ? [] : [`${what}: overlapping paths: ${quote(path)} with ${quote(hit)}`];
  });
}
function projected(sources: readonly Source[], volume: string): string[] {
  const out: string[] = [];
  const all = new Set<string>();
  let paths: string[] = [];
  let what = '';
  for (const s of sources) {
    if (Object.keys(s).length === 0) { out.push(`volume ${volume} (Projected) has no sources provided`); continue; }
    // A source without paths is held to those of the one before it, as the server does.
    if (pathsOf(s.configMap)) { paths = pathsOf(s.configMap)!; what = `ConfigMap ${quote(s.configMap!.name ?? '')}`; } else if (pathsOf(s.secret)) { paths = pathsOf(s.secret)!; what = `Secret ${quote(s.secret!.name ?? '')}`; }
    else if (pathsOf(s.downwardAPI)) { paths = pathsOf(s.downwardAPI)!; what = 'DownwardAPI'; } else if (s.serviceAccountToken) { paths = [s.serviceAccountToken.path]; what = 'ServiceAccountToken'; }
    else if (s.clusterTrustBundle) { paths = [s.clusterTrustBundle.path]; what = `ClusterTrustBundle ${quote(s.clusterTrustBundle.name ?? s.clusterTrustBundle.signerName ?? '')}`; }
    if (paths.length === 0) continue;
    const label = `volume ${volume} (Projected ${what})`;
    const own = [...new Set(paths)];
    out.push(...overlap(paths, label), ...overlap([...own, ...all].sort(), label));
    for (const p of own) all.add(p);
  }
  return out;
}
export function overlappingPaths(volumes: readonly Record<string, unknown>[]): string[] {
  return (volumes as unknown as Volume[]).flatMap((v) => {
    const name = quote(v.name);
    return [
      ...overlap(pathsOf(v.configMap) ?? [], `volume ${name} (ConfigMap ${quote(v.configMap?.name ?? '')})`), ...overlap(pathsOf(v.secret) ?? [], `volume ${name} (Secret ${quote(v.secret?.secretName ?? '')})`),
      ...overlap(pathsOf(v.downwardAPI) ?? [], `volume ${name} (DownwardAPI)`), ...projected(v.projected?.sources ?? [], name),
    ];
  });
}
