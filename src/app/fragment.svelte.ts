// The fragment of a link to what is shown, kept up to date; empty until it is made.
import { toFragment, type Shared } from '../share/link.ts';

/** To be called while a component is made. */
export function fragmentOf(shared: () => Shared): { readonly now: string } {
  let now = $state('');
  $effect(() => {
    let old = false;
    void toFragment(shared()).then((made) => { if (!old) now = made; });
    return () => { old = true; };
  });
  return { get now() { return now; } };
}
