// Two files of one volume at one path. Models warningsForOverlappingVirtualPaths of pkg/api/pod/warnings.go.
import { quote } from '../schedule/go.ts';

type Items = { items?: { path: string }[] };
type Source = { configMap?: Items & { name?: string }; secret?: Items & { name?: string }; downwardAPI?: Items; serviceAccountToken?: { path: string }; clusterTrustBundle?: { path: string; name?: string; signerName?: string } };
type Volume = { name: string; configMap?: Items & { name?: string }; secret?: Items & { secretName?: string }; downwardAPI?: Items; projected?: { sources?: Source[] | null } };
/** `from`: which of several sources the file comes from; empty where there is but one. */
type File = { path: string; from: string };

const pathsOf = (s: Items | undefined): string[] | null => s?.items?.map((i) => i.path) ?? null;
const shown = (f: File): string => (f.from ? `${quote(f.path)} (${f.from})` : quote(f.path));
/** Each file with every earlier one that lies above, below or at its path. */
function overlaps(files: readonly File[]): string[] {
  const seen: File[] = [];
  return files.flatMap((given) => {
    const file = { ...given, path: given.path.replace(/\/+$/, '') };
    const hit = file.path === '' ? [] : seen.filter((o) => o.path !== '' && (`${o.path}/`.startsWith(`${file.path}/`) || `${file.path}/`.startsWith(`${o.path}/`)));
    seen.push(file);
    return hit.map((o) => `${shown(file)} with ${shown(o)}`);
  });
}
function filesOf(s: Source): File[] {
  const all = (paths: readonly string[], from: string): File[] => paths.map((path) => ({ path, from }));
  const [ofMap, ofSecret, ofPod] = [pathsOf(s.configMap), pathsOf(s.secret), pathsOf(s.downwardAPI)];
  if (ofMap) return all(ofMap, `ConfigMap ${quote(s.configMap!.name ?? '')}`);
  if (ofSecret) return all(ofSecret, `Secret ${quote(s.secret!.name ?? '')}`);
  if (ofPod) return all(ofPod, 'DownwardAPI');
  if (s.serviceAccountToken) return all([s.serviceAccountToken.path], 'ServiceAccountToken');
  return s.clusterTrustBundle ? all([s.clusterTrustBundle.path], `ClusterTrustBundle ${quote(s.clusterTrustBundle.name ?? s.clusterTrustBundle.signerName ?? '')}`) : [];
}
export function overlappingPaths(volumes: readonly Record<string, unknown>[]): string[] {
  return (volumes as unknown as Volume[]).flatMap((v) => {
    const said = (what: string, files: readonly File[]): string[] => overlaps(files).map((o) => `volume ${quote(v.name)} (${what}): overlapping paths: ${o}`);
    const single = (what: string, items: Items | undefined) => said(what, (pathsOf(items) ?? []).map((path) => ({ path, from: '' })));
    const sources = v.projected?.sources ?? [];
    return [
      ...single(`ConfigMap ${quote(v.configMap?.name ?? '')}`, v.configMap), ...single(`Secret ${quote(v.secret?.secretName ?? '')}`, v.secret), ...single('DownwardAPI', v.downwardAPI),
      ...sources.filter((s) => Object.keys(s).length === 0).map(() => `volume ${quote(v.name)} (Projected) has no sources provided`), ...said('Projected', sources.flatMap(filesOf)),
    ];
  });
}
